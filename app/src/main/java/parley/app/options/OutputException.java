package parley.app.options;

import java.io.PrintWriter;

/** Ends a command whose output can't be written, so that it does nothing more for nobody. {@link StandardOutput} says why. */
public final class OutputException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private OutputException() {
        super("the output can't be written", null, false, false);
    }

    /** Writes what waits there. @throws OutputException where it can't be, or earlier output couldn't */
    public static void flush(PrintWriter out) {
        if (out.checkError()) {
            throw new OutputException();
        }
    }
}
