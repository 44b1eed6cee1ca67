package parley.conformance.server;

import java.util.ArrayList;
import java.util.List;
import parley.conformance.lobby.Exchange;
import parley.conformance.lobby.Fault;

/** Answers each tenth line only with the one of its kind after it. */
final class SwappedAnswers implements Fault {
    private final List<String> late = new ArrayList<>();
    private int count;

    @Override
    public void meet(Exchange exchange) {
        List<String> answer = new ArrayList<>(exchange.work());
        if (++count % 10 == 0) {
            late.addAll(answer);
            return;
        }
        answer.addAll(late);
        late.clear();
        exchange.connection().answer(answer);
    }
}
