package parley.bridge.redis.script;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.lettuce.core.protocol.CommandArgs;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import parley.protocol.RedisNames;

/** Holds a Lua script from the resource of its name, whose header says what KEYS, ARGV and the answer are. */
public final class Script {
    /** SET of the nicknames that bridges hold: the fields of {@link RedisNames#OWNERS}, for set arithmetic with users. */
    public static final String CLAIMED = "parley:{users}:claimed";

    public static final Script PUBLISH = onNames(
            "publish", RedisNames.STREAM, RedisNames.LOBBY, RedisNames.MARKS, RedisNames.ONCE, RedisNames.COUNTS);
    public static final Script WHISPER = onNames("whisper");
    public static final Script CLAIM = onNames("claim");
    public static final Script RELEASE = onNames("release");
    public static final Script RECLAIM = onNames("reclaim");
    public static final Script MISSING = onNames("missing");
    public static final Script TOKEN = onNames("token");
    public static final Script TAKEOVER = onNames("takeover");
    public static final Script HAND_OVER = onNames("handover");
    public static final Script REAP = onNames("reap");
    public static final Script BURY = onNames("bury");
    public static final Script FIND = onNames("find");
    public static final Script FREE = onNames("free");
    public static final Script HEARTBEAT = onNames("heartbeat", RedisNames.LOBBY, RedisNames.READERS);
    public static final Script BAN = onNames("ban", RedisNames.BANS, RedisNames.BANS_CHANGED);
    public static final Script UNBAN = onNames("unban", RedisNames.BANS, RedisNames.BANS_CHANGED);
    public static final Script REBAN = onNames("reban", RedisNames.BANS, RedisNames.BANS_CHANGED);
    public static final Script BANS = new Script("bans", load("bans"), RedisNames.BANS, RedisNames.BANS_CHANGED);
    public static final Script READ = new Script("read", load("read"), RedisNames.STREAM, RedisNames.LOBBY);

    static final List<Script> ALL = List.of(
            PUBLISH, WHISPER, CLAIM, RELEASE, RECLAIM, MISSING, TOKEN, TAKEOVER, HAND_OVER, REAP, BURY, FIND, FREE,
            HEARTBEAT, BAN, UNBAN, REBAN, BANS, READ);

    private final String name;
    private final String text;
    private final byte[][] keys;

    private Script(String name, String text, String... keys) {
        this.name = name;
        this.text = text;
        this.keys = Stream.of(keys).map(key -> key.getBytes(UTF_8)).toArray(byte[][]::new);
    }

    /** One that has {@code names.lua} before it, and that one's keys before its own. */
    private static Script onNames(String name, String... keys) {
        Stream<String> first = Stream.of(
                RedisNames.USERS,
                RedisNames.OWNERS,
                RedisNames.SKELETONS,
                CLAIMED,
                RedisNames.BRIDGES,
                RedisNames.TOKENS,
                RedisNames.TAKEN);
        return new Script(
                name,
                load("names") + load(name),
                Stream.concat(first, Stream.of(keys)).toArray(String[]::new));
    }

    /** Of its resource. */
    String name() {
        return name;
    }

    /** Without comments. */
    String text() {
        return text;
    }

    /** The command that runs the script of this digest. */
    CommandArgs<String, String> call(String digest, String... arguments) {
        EncodedArguments call = new EncodedArguments();
        call.add(digest).add(keys.length);
        for (byte[] key : keys) {
            call.add(key);
        }
        for (String argument : arguments) {
            call.append(argument);
        }
        return call;
    }

    private static String load(String name) {
        try (InputStream resource = Script.class.getResourceAsStream(name + ".lua")) {
            if (resource == null) {
                throw new IllegalStateException("no script " + name);
            }
            return new String(resource.readAllBytes(), UTF_8)
                    .lines()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty() && !line.startsWith("--"))
                    .collect(Collectors.joining("\n", "", "\n"));
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
