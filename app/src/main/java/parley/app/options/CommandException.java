package parley.app.options;

/**
 * Ends a command with something that the person who started it can understand and mend. The message is one line and all
 * that they see.
 */
public final class CommandException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final int exitCode;

    private CommandException(int exitCode, String message) {
        super(message, null, false, false);
        this.exitCode = exitCode;
    }

    /** What was asked for can't be done: a bad option, a port in use. Exit code 2. */
    public static CommandException ofRequest(String message) {
        return new CommandException(2, message);
    }

    /** It was tried, and did not work. Exit code 1. */
    public static CommandException ofWork(String message) {
        return new CommandException(1, message);
    }

    public int exitCode() {
        return exitCode;
    }
}
