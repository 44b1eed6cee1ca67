package parley.app.connection;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Sends lines to a bridge and receives its lines, over TCP or the operator's socket. One thread may read and another
 * one write.
 */
public final class LineConnection implements Closeable {

    private final SocketChannel channel;
    private final BufferedReader lines;

    /** How a command ended. */
    public enum Status {
        OK,
        ERROR,
        /** The other side has gone; there is no more to be had. */
        ENDED
    }

    private LineConnection(SocketChannel channel) {
        this.channel = channel;
        this.lines = new BufferedReader(Channels.newReader(channel, StandardCharsets.UTF_8));
    }

    public static LineConnection open(SocketAddress address) throws IOException {
        return new LineConnection(SocketChannel.open(address));
    }

    public void send(String line) throws IOException {
        ByteBuffer bytes = StandardCharsets.UTF_8.encode(line + "\n");
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    /** No more commands: the other side answers what it has, and closes. */
    public void sendNoMore() throws IOException {
        channel.shutdownOutput();
    }

    /** The next line; null at the end. */
    public @Nullable String receive() throws IOException {
        return lines.readLine();
    }

    /** Hands on the lines of one answer, the status line last. */
    public Status receiveAnswer(Consumer<String> out, Consumer<String> errors) throws IOException {
        for (String line = receive(); line != null; line = receive()) {
            if (isOk(line)) {
                out.accept(line);
                return Status.OK;
            }
            if (isError(line)) {
                errors.accept(line);
                return Status.ERROR;
            }
            out.accept(line);
        }
        return Status.ENDED;
    }

    public static boolean isOk(@Nullable String line) {
        return line != null && (line.equals("OK") || line.startsWith("OK "));
    }

    public static boolean isError(@Nullable String line) {
        return line != null && line.startsWith("ERR ");
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    public static Consumer<String> to(PrintWriter writer) {
        return line -> {
            writer.println(line);
            writer.flush();
        };
    }
}
