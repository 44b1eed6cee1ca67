package parley.conformance.server;

import parley.conformance.suite.Case;
import parley.conformance.suite.Failure;
import parley.conformance.transcript.FreshNames;

/** Describes what some people say to a server, and what they have to be told. */
record TalkCase(String name, String paragraph, Act act) {
    /** What is said, and looked at. */
    interface Act {
        void play(Talk talk) throws Exception;
    }

    static TalkCase of(String name, String section, Act act) {
        return new TalkCase(name, "PROTOCOL.md §" + section, act);
    }

    /** The case, on the server that the dialer calls. */
    Case on(Dialer dialer, FreshNames names) {
        return new Case(name, paragraph, false, () -> {
            try (Talk talk = new Talk(dialer, names)) {
                try {
                    act.play(talk);
                } catch (Failure failure) {
                    throw failure.after(talk.conversation());
                }
            }
        });
    }
}
