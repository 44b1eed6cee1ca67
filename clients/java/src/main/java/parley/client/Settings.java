package parley.client;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** Is what a client was built with. */
record Settings(
        List<Address> addresses,
        Connector connector,
        Naming naming,
        Timing timing,
        @Nullable String since,
        Executor executor) {
    /** The name that is wanted, and who chooses another. */
    record Naming(String nick, NameChooser chooser) {}

    /**
     * How long things take.
     *
     * @param answer how long an answer may be missing
     * @param silence after how long without a word the server is asked whether it is there
     * @param pause before a lost connection is made again, and before a message that was refused for now is sent again; at the least
     */
    record Timing(Duration answer, Duration silence, Duration pause) {}
}
