package parley.conformance.lobby;

import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/** A line of the client's, or its connecting, as a {@link Fault} meets it: what happens and what is said is the fault's to choose. */
public final class Exchange {
    /** The kind of a client's connecting, to which the greeting is the answer. */
    public static final String GREETING = "(greeting)";

    /** The kind of a line with a nickname. */
    public static final String LOGIN = "(login)";

    /** The kind of a line that is the text of a whisper. */
    public static final String TEXT = "(text)";

    private final Connection connection;
    private final String line;
    private final Supplier<List<String>> work;

    Exchange(Connection connection, String line, Supplier<List<String>> work) {
        this.connection = connection;
        this.line = line;
        this.work = work;
    }

    public Connection connection() {
        return connection;
    }

    /** As it was sent. */
    public String line() {
        return line;
    }

    /** Does what was asked for, and gives the lines of the honest answer, which are not sent. */
    public List<String> work() {
        return work.get();
    }

    /** Does what was asked for and answers. */
    public void honest() {
        connection.answer(work());
    }

    public void answer(String... lines) {
        connection.answer(List.of(lines));
    }

    /** What is sent from now on waits for so long. */
    public void pause(Duration time) {
        connection.pause(time);
    }
}
