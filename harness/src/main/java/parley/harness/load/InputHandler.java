package parley.harness.load;

import java.io.IOException;
import java.nio.ByteBuffer;

/** Takes what comes on a connection. */
public interface InputHandler {
    /** Takes all of the bytes; the buffer is used again afterwards. */
    void received(Connection connection, ByteBuffer bytes) throws IOException;

    /** The server has closed; an error unless that is expected. */
    default void closed(Connection connection) throws IOException {
        throw new IOException("the server closed a connection");
    }

    /** The connection can't be made, or broke; an error unless that is expected. It is closed in any case. */
    default void failed(Connection connection, IOException reason) throws IOException {
        throw reason;
    }
}
