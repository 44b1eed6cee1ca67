package parley.client.session;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;

/**
 * Carries bytes both ways, over whatever there is. One thread reads while another writes.
 */
public interface Transport extends Closeable {
    InputStream input() throws IOException;

    OutputStream output() throws IOException;

    /** Ends it, from any thread, without waiting: a read or a write that is under way fails. */
    @Override
    void close();

    /**
     * A socket that is connected.
     *
     * @param below the one that carries it, where that is another: closing it waits for nothing
     */
    static Transport of(Socket socket, Socket below) {
        return new Transport() {
            @Override
            public InputStream input() throws IOException {
                return socket.getInputStream();
            }

            @Override
            public OutputStream output() throws IOException {
                return socket.getOutputStream();
            }

            @Override
            public void close() {
                try {
                    below.close();
                } catch (IOException gone) {
                    // It is closed all the same.
                }
            }
        };
    }
}
