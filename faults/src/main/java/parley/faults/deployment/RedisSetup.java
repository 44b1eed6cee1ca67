package parley.faults.deployment;

import java.io.IOException;

/** Runs Redis in one of the ways in which people do, and knows which server takes writes. Safe for all threads. */
public interface RedisSetup extends AutoCloseable {
    /**
     * Runs a command on the server that takes writes to Parley's keys.
     *
     * @return its answer as text
     * @throws IOException where there is none, or it is an error
     */
    String call(String... command) throws IOException;

    /** The clock by which messages get their times: of all servers. */
    RedisWallClock clock();

    /** Ends all of it. */
    @Override
    void close();
}
