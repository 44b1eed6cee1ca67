package parley.bench.server;

import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import parley.protocol.RedisNames;

/** Sends a Redis the commands that prepare it for a scenario, whose answers are one line each, and asks it once they are done. */
public final class RedisClient implements AutoCloseable {
    private static final String VERSION = "redis_version:";

    private final Socket socket;
    private final OutputStream output;
    private final BufferedReader input;
    private int awaited;

    public RedisClient(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        output = new BufferedOutputStream(socket.getOutputStream());
        input = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
    }

    /** Sends a command of words without spaces. */
    public void send(String... words) throws IOException {
        output.write((String.join(" ", words) + "\r\n").getBytes(StandardCharsets.UTF_8));
        awaited++;
    }

    /** Waits until all that was sent is done. */
    public void await() throws IOException {
        output.flush();
        for (; awaited > 0; awaited--) {
            String line = input.readLine();
            if (line == null || line.startsWith("-")) {
                throw new IOException("Redis said " + line);
            }
        }
    }

    /** The running number of the lobby's newest message. */
    public long newest() throws IOException {
        output.write(("HGET " + RedisNames.LOBBY + " number\r\n").getBytes(StandardCharsets.UTF_8));
        output.flush();
        String length = input.readLine();
        if (length == null || !length.startsWith("$") || length.equals("$-1")) {
            throw new IOException("Redis said " + length);
        }
        return Long.parseLong(input.readLine());
    }

    /** The server's version. */
    String version() throws IOException {
        output.write("INFO server\r\n".getBytes(StandardCharsets.UTF_8));
        output.flush();
        String line = input.readLine();
        while (line != null && !line.startsWith(VERSION)) {
            line = input.readLine();
        }
        return line == null ? "" : line.substring(VERSION.length());
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
