package parley.redis.embedded;

import java.io.IOException;
import java.nio.file.Path;

/** Gives a redis-server the directory in which it runs, and in which the bundled executable is unpacked. */
interface WorkingDirectory extends AutoCloseable {

    /** Whether what the server stores is to outlive it. */
    boolean durable();

    /** Returns the directory, which exists. Called before each start of a server. */
    Path prepare() throws IOException;

    /** Returns the password of those who may use the server, always the same where the directory outlives it. */
    String password() throws IOException;

    /** The server that was started in it serves: nothing that only its start needed has to stay. */
    void serverStarted();

    /** No server runs in it any more. */
    @Override
    void close() throws IOException;
}
