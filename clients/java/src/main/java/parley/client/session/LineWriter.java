package parley.client.session;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import parley.client.error.ParleyException;

/** Writes lines in the order in which they are given, on a thread of its own: a server that does not read holds up nobody else. */
final class LineWriter {
    private final Transport transport;
    private final Consumer<ParleyException> broken;
    private final Deque<String> waiting = new ArrayDeque<>();
    private boolean closed;

    LineWriter(Transport transport, Consumer<ParleyException> broken) {
        this.transport = transport;
        this.broken = broken;
        Thread thread = new Thread(this::run, "parley-client-writer");
        thread.setDaemon(true);
        thread.start();
    }

    synchronized void write(String line) {
        waiting.add(line);
        notifyAll();
    }

    /** What waits is not written any more. */
    synchronized void close() {
        closed = true;
        notifyAll();
    }

    private void run() {
        try {
            OutputStream output = transport.output();
            for (byte[] lines = next(); lines.length > 0; lines = next()) {
                output.write(lines);
                output.flush();
            }
        } catch (IOException e) {
            broken.accept(new ParleyException.ConnectionLost("the connection broke: " + e.getMessage(), e));
        } catch (InterruptedException stopped) {
            broken.accept(new ParleyException.ConnectionLost("the writing thread was interrupted", stopped));
        }
    }

    /** All lines that wait; none when this is closed. */
    private synchronized byte[] next() throws InterruptedException {
        while (waiting.isEmpty() && !closed) {
            wait();
        }
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        for (String line = waiting.poll(); line != null && !closed; line = waiting.poll()) {
            lines.writeBytes(line.getBytes(StandardCharsets.UTF_8));
            lines.write('\n');
        }
        return closed ? new byte[0] : lines.toByteArray();
    }
}
