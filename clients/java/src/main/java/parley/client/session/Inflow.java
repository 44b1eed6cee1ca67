package parley.client.session;

import parley.client.codec.ServerLine;

/** Hands on what came by itself, and knows how far in the lobby that was. For the thread that reads. */
final class Inflow {
    private final SessionListener listener;
    private String last = "";

    Inflow(SessionListener listener) {
        this.listener = listener;
    }

    void pass(ServerLine pushed) {
        if (pushed instanceof ServerLine.Said said) {
            last = said.kind().isOfLobby() ? said.time() : last;
            listener.said(said);
        } else if (pushed instanceof ServerLine.Missed missed) {
            listener.missed(missed);
        }
    }

    /** Hands on what was not handed on before: the lobby's times only go up. */
    void passNews(ServerLine pushed) {
        if (!(pushed instanceof ServerLine.Said said)
                || !said.kind().isOfLobby()
                || said.time().compareTo(last) > 0) {
            pass(pushed);
        }
    }
}
