package parley.app;

import java.io.PrintStream;
import java.nio.file.Path;

/** The one line that a server prints on standard output, when all of its parts are up. */
final class ReadyLine {

    private ReadyLine() {}

    static String ofBridge(String host, int port, String redis, Path admin, int http) {
        return "ready host=" + host + " port=" + port + " redis=" + RedisOption.withoutPassword(redis) + " admin="
                + admin + " http=" + http;
    }

    static String ofArchiver(Path archive, String redis) {
        return "ready archive=" + archive + " redis=" + RedisOption.withoutPassword(redis);
    }

    /** Whether anybody reads it or not. */
    static void print(PrintStream out, String line) {
        out.println(line);
        out.flush();
    }
}
