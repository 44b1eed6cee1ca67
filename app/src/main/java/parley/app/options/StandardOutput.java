package parley.app.options;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ExitCode;

/**
 * Writes what a command prints, and remembers why that failed, which a {@link PrintWriter} keeps to itself. Text is UTF-8,
 * whatever the locale.
 */
public final class StandardOutput extends OutputStream {

    /** What a shell says of a program that was ended because nobody reads what it writes any more. */
    private static final int BROKEN_PIPE = 128 + 13;

    private final OutputStream out;
    private final boolean pipe;
    private final PrintWriter writer;
    private volatile @Nullable IOException failure;

    /** @param pipe whether writing can only fail because nobody reads */
    private StandardOutput(OutputStream out, boolean pipe) {
        this.out = out;
        this.pipe = pipe;
        this.writer = new PrintWriter(this, false, StandardCharsets.UTF_8);
    }

    public static StandardOutput ofProcess() {
        return new StandardOutput(new FileOutputStream(FileDescriptor.out), isPipe(Path.of("/proc/self/fd/1")));
    }

    /** The system's words for a broken pipe are those of the locale; so where it tells, what it is decides. */
    private static boolean isPipe(Path link) {
        try {
            String target = Files.readSymbolicLink(link).toString();
            return target.startsWith("pipe:") || target.startsWith("socket:");
        } catch (IOException | UnsupportedOperationException unknown) {
            return false;
        }
    }

    public PrintWriter writer() {
        return writer;
    }

    /**
     * Writes what is left and returns the exit code of a command that ended with this one: another if something could not be
     * written. Then it says why, unless it is only that nobody reads any more.
     */
    public int end(int exitCode, PrintWriter errors) {
        writer.flush();
        IOException failed = failure;
        if (failed == null) {
            return exitCode;
        }
        if (pipe || "Broken pipe".equals(failed.getMessage())) {
            return BROKEN_PIPE;
        }
        errors.println("parley: cannot write to standard output: " + failed.getMessage());
        errors.flush();
        return exitCode == ExitCode.OK ? ExitCode.SOFTWARE : exitCode;
    }

    @Override
    public void write(int single) throws IOException {
        write(new byte[] {(byte) single}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
        try {
            out.write(bytes, from, length);
        } catch (IOException e) {
            if (failure == null) {
                failure = e;
            }
            throw e;
        }
    }
}
