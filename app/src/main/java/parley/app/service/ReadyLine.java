package parley.app.service;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.HexFormat;
import parley.bridge.Bridge;
import parley.redis.endpoint.RedisEndpoint;

/** Prints the one line that a server writes on standard output, when all of its parts are up. */
final class ReadyLine {

    private ReadyLine() {}

    static String ofBridge(String host, Bridge bridge, RedisEndpoint redis, int http) {
        return "ready host=" + host + " port=" + bridge.port() + " redis=" + redis
                + " admin=" + onOneLine(bridge.adminSocket()) + " http=" + http
                + (bridge.tlsPort() < 0 ? "" : " tls=" + bridge.tlsPort())
                + (bridge.webPort() < 0 ? "" : " web=" + bridge.webPort());
    }

    static String ofArchiver(Path archive, RedisEndpoint redis) {
        return "ready archive=" + onOneLine(archive) + " redis=" + redis;
    }

    /** A directory's name may have line ends in it, which come as escapes of Java's. */
    static String onOneLine(Path path) {
        var shown = new StringBuilder();
        path.toString().codePoints().forEach(point -> {
            if (Character.isISOControl(point)) {
                shown.append("\\u00").append(HexFormat.of().toHexDigits((byte) point));
            } else {
                shown.appendCodePoint(point);
            }
        });
        return shown.toString();
    }

    /** Whether anybody reads it or not. */
    static void print(PrintStream out, String line) {
        out.println(line);
        out.flush();
    }
}
