package parley.redis.embedded;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Says which version of Redis a program is, or one of what is compatible with it. */
record ServerVersion(int major, int minor, int patch) implements Comparable<ServerVersion> {

    private static final Pattern PRINTED = Pattern.compile("\\w+ server v=(\\d{1,6})\\.(\\d{1,6})\\.(\\d{1,6})\\b.*");
    private static final Comparator<ServerVersion> ORDER = Comparator.comparingInt(ServerVersion::major)
            .thenComparingInt(ServerVersion::minor)
            .thenComparingInt(ServerVersion::patch);
    private static final int PATIENCE_SECONDS = 10;

    /**
     * Asks a program.
     *
     * @throws IOException if it can't be run, or is something else
     */
    static ServerVersion of(Path program) throws IOException {
        Process asked = new ProcessBuilder(program.toString(), "--version")
                .redirectErrorStream(true)
                .start();
        try {
            asked.getOutputStream().close();
            return parse(CompletableFuture.supplyAsync(() -> firstLine(asked)).get(PATIENCE_SECONDS, TimeUnit.SECONDS));
        } catch (TimeoutException | ExecutionException e) {
            throw new IOException("its --version can't be read", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while " + program + " was asked for its version");
        } finally {
            asked.destroyForcibly();
        }
    }

    private static String firstLine(Process process) {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            return Objects.requireNonNullElse(lines.readLine(), "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@code Redis server v=7.0.15 sha=…}. */
    static ServerVersion parse(String printed) throws IOException {
        Matcher form = PRINTED.matcher(printed);
        if (!form.matches()) {
            throw new IOException("its --version is not that of a redis-server");
        }
        return new ServerVersion(
                Integer.parseInt(form.group(1)), Integer.parseInt(form.group(2)), Integer.parseInt(form.group(3)));
    }

    @Override
    public int compareTo(ServerVersion other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return major + "." + minor + "." + patch;
    }
}
