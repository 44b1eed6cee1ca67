package parley.bench.size;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Sends a Redis any commands, many before the first is answered, and passes their answers over. */
final class RedisPipe implements AutoCloseable {
    /** So many may have no answer: what they fill of the sockets' buffers leaves room. */
    private static final int WINDOW = 500;

    private static final String MEMORY = "used_memory:";

    private final Socket socket;
    private final OutputStream output;
    private final DataInputStream input;
    private int awaited;
    private long bytes;

    RedisPipe(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        output = new BufferedOutputStream(socket.getOutputStream(), 1 << 16);
        input = new DataInputStream(new BufferedInputStream(socket.getInputStream(), 1 << 16));
    }

    /** A command that has one answer. */
    void send(String... words) throws IOException {
        write(words);
        awaited++;
        if (awaited == WINDOW) {
            await();
        }
    }

    /** Subscribes to channels; each has an answer of its own. */
    void subscribe(String... channels) throws IOException {
        String[] words = new String[channels.length + 1];
        words[0] = "SUBSCRIBE";
        System.arraycopy(channels, 0, words, 1, channels.length);
        write(words);
        awaited += channels.length;
        await();
    }

    /** Waits for all answers; returns how many bytes they had since this was called last. */
    long await() throws IOException {
        output.flush();
        for (; awaited > 0; awaited--) {
            answer();
        }
        long all = bytes;
        bytes = 0;
        return all;
    }

    /** A command, and its answer, which is one string. */
    String ask(String... words) throws IOException {
        await();
        write(words);
        output.flush();
        return answer();
    }

    /** Bytes that it has in use. */
    long memory() throws IOException {
        return ask("INFO", "memory")
                .lines()
                .filter(line -> line.startsWith(MEMORY))
                .mapToLong(line -> Long.parseLong(line.substring(MEMORY.length())))
                .sum();
    }

    /** A command of a walk, and where it goes on; what it found is passed over. */
    String cursor(String... words) throws IOException {
        await();
        write(words);
        output.flush();
        line();
        String cursor = answer();
        answer();
        return cursor;
    }

    private void write(String... words) throws IOException {
        StringBuilder command = new StringBuilder("*").append(words.length).append("\r\n");
        for (String word : words) {
            command.append('$')
                    .append(word.length())
                    .append("\r\n")
                    .append(word)
                    .append("\r\n");
        }
        output.write(command.toString().getBytes(StandardCharsets.US_ASCII));
    }

    /** The last string in it. */
    private String answer() throws IOException {
        String line = line();
        String rest = line.substring(1);
        switch (line.charAt(0)) {
            case '-' -> throw new IOException("Redis said " + line);
            case '$' -> {
                int length = Integer.parseInt(rest);
                byte[] bulk = new byte[Math.max(0, length)];
                if (length >= 0) {
                    input.readFully(bulk);
                    input.skipNBytes(2);
                    bytes += length + 2;
                }
                return new String(bulk, StandardCharsets.UTF_8);
            }
            case '*' -> {
                String last = "";
                for (int left = Integer.parseInt(rest); left > 0; left--) {
                    last = answer();
                }
                return last;
            }
            default -> {
                return rest;
            }
        }
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = input.readUnsignedByte(); next != '\n'; next = input.readUnsignedByte()) {
            line.append((char) next);
            bytes++;
        }
        bytes++;
        line.setLength(line.length() - 1);
        return line.toString();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
