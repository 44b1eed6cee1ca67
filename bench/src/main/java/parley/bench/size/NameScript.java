package parley.bench.size;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import parley.bridge.Bridge;
import parley.bridge.redis.script.Script;
import parley.protocol.RedisNames;

/** Runs one of Parley's own scripts on nicknames as a bridge does. */
final class NameScript {
    private static final List<String> KEYS = List.of(
            RedisNames.USERS,
            RedisNames.OWNERS,
            RedisNames.SKELETONS,
            Script.CLAIMED,
            RedisNames.BRIDGES,
            RedisNames.TOKENS,
            RedisNames.TAKEN);

    private final String digest;
    private final List<String> keys;

    private NameScript(String digest, List<String> keys) {
        this.digest = digest;
        this.keys = keys;
    }

    /** @param more keys behind those that all of these scripts have */
    static NameScript load(RedisPipe redis, String name, String... more) throws IOException {
        List<String> keys = new ArrayList<>(KEYS);
        keys.addAll(List.of(more));
        return new NameScript(redis.ask("SCRIPT", "LOAD", resource("names") + resource(name)), keys);
    }

    private static String resource(String name) throws IOException {
        try (InputStream resource = Bridge.class.getResourceAsStream("redis/script/" + name + ".lua")) {
            if (resource == null) {
                throw new IOException("no script " + name);
            }
            // The scripts have arrows in their comments only; RedisPipe counts characters.
            return new String(resource.readAllBytes(), StandardCharsets.UTF_8).replaceAll("[^\\x00-\\x7f]", "?");
        }
    }

    /** Sends a call, whose answer {@link RedisPipe#await} waits for. */
    void call(RedisPipe redis, String... arguments) throws IOException {
        List<String> words = new ArrayList<>(List.of("EVALSHA", digest, Integer.toString(keys.size())));
        words.addAll(keys);
        words.addAll(List.of(arguments));
        redis.send(words.toArray(String[]::new));
    }
}
