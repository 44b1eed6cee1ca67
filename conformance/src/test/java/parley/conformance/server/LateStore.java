package parley.conformance.server;

import java.util.ArrayList;
import java.util.List;
import parley.conformance.lobby.Exchange;
import parley.conformance.lobby.Lobby;

/** Stores each connection's first message at once, and those after it only when somebody has asked what was said. */
final class LateStore {
    private final List<Exchange> late = new ArrayList<>();

    void spoil(Lobby lobby) {
        lobby.each("pub", this::said);
        lobby.each("since", this::asked);
    }

    private void said(Exchange pub) {
        if (pub.line().endsWith(" 0")) {
            pub.honest();
        } else {
            late.add(pub);
        }
    }

    private void asked(Exchange since) {
        since.honest();
        late.forEach(Exchange::work);
        late.clear();
    }
}
