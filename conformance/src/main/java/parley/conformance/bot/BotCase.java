package parley.conformance.bot;

import java.time.Duration;
import parley.conformance.suite.Case;
import parley.conformance.suite.Failure;

/** Describes what happens to a bot in one case, and what it has to do. */
record BotCase(String name, String paragraph, boolean slow, Act act) {
    /** What happens, in a lobby of its own. */
    interface Act {
        void play(Scene scene) throws Exception;
    }

    static BotCase of(String name, String section, Act act) {
        return new BotCase(name, "PROTOCOL.md §" + section, false, act);
    }

    static BotCase slow(String name, String section, Act act) {
        return new BotCase(name, "PROTOCOL.md §" + section, true, act);
    }

    /** The case, with bots of that command. */
    Case with(BotProcesses processes, Duration patience) {
        return new Case(name, paragraph, slow, () -> {
            try (Scene scene = new Scene(processes, patience)) {
                try {
                    act.play(scene);
                } catch (Failure failure) {
                    throw failure.after(scene.conversation());
                }
            }
        });
    }
}
