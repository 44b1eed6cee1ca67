package parley.conformance.server;

import parley.conformance.lobby.Exchange;
import parley.conformance.lobby.Fault;

/** Gives another token each time. */
final class CountedTokens implements Fault {
    private int count;

    @Override
    public void meet(Exchange exchange) {
        exchange.work();
        exchange.answer("OK token-with-number-" + ++count);
    }
}
