package parley.conformance.lobby;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Writes to one connection what is put into it, in order, on a thread of its own: who puts something never waits for the client. */
final class Outgoing {
    /** Between two pieces, so that the client has a chance to read the first by itself. */
    private static final long GAP_MICROS = 300;

    /** How long a client that was sent an end has to close its side. */
    private static final int LINGER_MILLIS = 5_000;

    private interface Act {
        /** Returns whether there may be more. */
        boolean run() throws IOException, InterruptedException;
    }

    private final Socket socket;
    private final BlockingQueue<Act> acts = new LinkedBlockingQueue<>();
    private final Thread thread;

    Outgoing(Socket socket, int connection) {
        this.socket = socket;
        thread = new Thread(this::run, "to connection " + connection);
        thread.setDaemon(true);
        thread.start();
    }

    void write(byte[] bytes, Chunks chunks) {
        acts.add(() -> {
            OutputStream output = socket.getOutputStream();
            boolean first = true;
            for (byte[] piece : chunks.of(bytes)) {
                if (!first) {
                    TimeUnit.MICROSECONDS.sleep(GAP_MICROS);
                }
                output.write(piece);
                first = false;
            }
            return true;
        });
    }

    void pause(Duration time) {
        acts.add(() -> {
            TimeUnit.NANOSECONDS.sleep(time.toNanos());
            return true;
        });
    }

    /** Ends this side; what the client still sends is for its reader, which closes. */
    void end() {
        acts.add(() -> {
            socket.setSoTimeout(LINGER_MILLIS);
            socket.shutdownOutput();
            return true;
        });
    }

    /** Closes when all that was put before is written. */
    void close() {
        acts.add(() -> {
            socket.close();
            return false;
        });
    }

    /** Closes so that the client is told of a reset. */
    void reset() {
        acts.add(() -> {
            socket.setSoLinger(true, 0);
            socket.close();
            return false;
        });
    }

    private void run() {
        try {
            while (acts.take().run()) {
                // The act itself was all there was to do.
            }
        } catch (IOException gone) {
            // Its reader notices too.
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    void stop() {
        thread.interrupt();
    }
}
