package parley.app;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.function.Consumer;

/** A connection to the operator's socket. One command at a time. */
final class AdminClient implements Closeable {

    private final SocketChannel channel;
    private final BufferedReader lines;

    /** How a command ended. */
    enum Status {
        OK,
        ERROR,
        /** The other side has gone; there is no more to be had. */
        ENDED
    }

    private AdminClient(SocketChannel channel) {
        this.channel = channel;
        this.lines = new BufferedReader(Channels.newReader(channel, StandardCharsets.UTF_8));
    }

    /** @throws Failure if nobody serves it */
    static AdminClient connect(Path socket) {
        try {
            return new AdminClient(SocketChannel.open(UnixDomainSocketAddress.of(socket)));
        } catch (IOException e) {
            throw Failure.ofWork("no bridge answers at " + socket + " (" + e.getMessage() + ")");
        }
    }

    /**
     * The line that comes first and answers nothing.
     *
     * @throws Failure if the bridge turns us away instead
     */
    String greeting() throws IOException {
        String line = lines.readLine();
        if (line == null || !line.startsWith("OK ")) {
            throw Failure.ofWork(line == null ? "the bridge closed at once" : line);
        }
        return line;
    }

    void send(String command) throws IOException {
        ByteBuffer bytes = StandardCharsets.UTF_8.encode(command + "\n");
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    /** No more commands: the other side answers what it has, and closes. */
    void sendNoMore() throws IOException {
        channel.shutdownOutput();
    }

    /** Hands on the lines of one answer, the status line last. */
    Status receive(Consumer<String> out, Consumer<String> errors) throws IOException {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.equals("OK") || line.startsWith("OK ")) {
                out.accept(line);
                return Status.OK;
            }
            if (line.startsWith("ERR ")) {
                errors.accept(line);
                return Status.ERROR;
            }
            out.accept(line);
        }
        return Status.ENDED;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    static Consumer<String> to(PrintWriter writer) {
        return line -> {
            writer.println(line);
            writer.flush();
        };
    }
}
