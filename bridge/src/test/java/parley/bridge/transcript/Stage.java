package parley.bridge.transcript;

/** Where transcripts are played: a server just started, on an empty Redis. */
interface Stage extends AutoCloseable {
    /** How long anything expected may take. */
    long PATIENCE_SECONDS = 10;

    /** A client's connection. */
    interface Wire {
        void send(byte[] bytes);

        void shutDownOutput();

        /** The next byte that the server sends; -1 when it has closed. Fails when neither comes in time. */
        int read();
    }

    Wire connect();

    /** The operator's. */
    Wire connectOperator();

    /** What a direct client does on Redis; complete when it returns. */
    void addUser(String name);

    void removeUser(String name);

    void publish(String channel, byte[] payload);

    void subscribe(String channel);

    /** What a direct subscriber hears next on the channel; fails when nothing comes in time. */
    byte[] hear(String channel);

    @Override
    void close();
}
