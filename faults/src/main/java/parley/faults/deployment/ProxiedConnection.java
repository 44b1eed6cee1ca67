package parley.faults.deployment;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** Copies one connection through a {@link TcpProxy}, with a thread for each way; an end of one side is passed on as an end. */
final class ProxiedConnection {
    private static final int BUFFER = 64 * 1024;

    private final Socket near;
    private final Socket far;
    private final Consumer<ProxiedConnection> gone;
    private final AtomicInteger open = new AtomicInteger(2);
    private volatile boolean swallows;

    ProxiedConnection(Socket near, Socket far, Consumer<ProxiedConnection> gone) {
        this.near = near;
        this.far = far;
        this.gone = gone;
    }

    /** Copies until both sides have ended; both are connected. */
    void run() throws IOException {
        near.setTcpNoDelay(true);
        far.setTcpNoDelay(true);
        daemon("proxied back", () -> copy(far, near));
        copy(near, far);
    }

    void swallow() {
        swallows = true;
    }

    boolean swallows() {
        return swallows;
    }

    /** Resets both sides. */
    void close() {
        gone.accept(this);
        reset(near);
        reset(far);
    }

    private static void reset(Socket socket) {
        try {
            socket.setSoLinger(true, 0);
        } catch (IOException closedAlready) {
            return;
        }
        try {
            socket.close();
        } catch (IOException e) {
            throw new IllegalStateException("a socket that does not close", e);
        }
    }

    private void copy(Socket from, Socket to) {
        byte[] buffer = new byte[BUFFER];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                if (!swallows) {
                    out.write(buffer, 0, read);
                }
            }
            if (!swallows) {
                to.shutdownOutput();
                if (open.decrementAndGet() == 0) {
                    gone.accept(this);
                    near.close();
                    far.close();
                }
            }
        } catch (IOException broken) {
            if (!swallows) {
                close();
            }
        }
    }

    static void daemon(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }
}
