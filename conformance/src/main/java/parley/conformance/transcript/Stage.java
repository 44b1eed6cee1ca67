package parley.conformance.transcript;

import java.io.IOException;

/** Where a transcript is played: a server, and what else talks to its Redis. */
public interface Stage extends AutoCloseable {
    /** How long anything expected may take. */
    int PATIENCE_SECONDS = 10;

    /** A client's connection. */
    interface Wire {
        /** A write that fails because the server has closed is no failure. */
        void send(byte[] bytes) throws IOException;

        void shutDownOutput() throws IOException;

        /**
         * The next byte that the server sends; -1 when it has closed.
         *
         * @throws java.net.SocketTimeoutException when neither comes in time
         */
        int read() throws IOException;
    }

    Wire connect() throws IOException;

    /** The operator's. */
    Wire connectOperator() throws IOException;

    /** What a direct client does on Redis; complete when it returns. */
    void addUser(String name) throws IOException;

    void removeUser(String name) throws IOException;

    void publish(String channel, byte[] payload) throws IOException;

    void subscribe(String channel) throws IOException;

    /**
     * What a direct subscriber hears next on the channel.
     *
     * @throws java.net.SocketTimeoutException when nothing comes in time
     */
    byte[] hear(String channel) throws IOException;

    @Override
    void close() throws IOException;
}
