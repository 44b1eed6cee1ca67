package parley.bench.wire;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import parley.bench.load.Dialogue.Step;
import parley.bench.load.Text;
import parley.bench.load.Wire;
import parley.bridge.Bridge;
import parley.protocol.Payload;
import parley.protocol.RedisNames;
import parley.protocol.ServiceChannels;

/** Calls Parley's own script for publishing on Redis, without a bridge, with one message a call. */
public final class ScriptWire implements Wire {
    private static final String BRIDGE = "bench";
    private static final ServiceChannels CHANNELS = new ServiceChannels(0, "bench");
    private static final String FAR = "9000000000000000";

    private final String script = load("names.lua") + load("publish.lua");
    private final String digest = digest(script);

    @Override
    public List<Step> receiver(int number) {
        throw new UnsupportedOperationException("nobody listens");
    }

    /** Loads the script and claims the name. */
    @Override
    public List<Step> sender(int number) {
        return List.of(
                new Step(command("SCRIPT", "LOAD", script), digest + "\r\n"),
                new Step(command("HSET", RedisNames.OWNERS, "s" + number, BRIDGE), "\r\n"));
    }

    @Override
    public void publish(ByteArrayOutputStream to, int sender, byte[] text) {
        String nick = "s" + sender;
        String message = new String(text, StandardCharsets.US_ASCII);
        to.writeBytes(Text.ascii(command(
                "EVALSHA",
                digest,
                "12",
                RedisNames.USERS,
                RedisNames.OWNERS,
                RedisNames.SKELETONS,
                "parley:{users}:claimed",
                RedisNames.BRIDGES,
                RedisNames.TOKENS,
                RedisNames.TAKEN,
                RedisNames.STREAM,
                RedisNames.LOBBY,
                RedisNames.MARKS,
                RedisNames.ONCE,
                RedisNames.COUNTS,
                BRIDGE,
                FAR,
                "0",
                "0",
                "2000000",
                "536870912",
                CHANNELS.ids(),
                RedisNames.CHAT,
                CHANNELS.secret(),
                "1",
                "1",
                nick,
                nick,
                "lobby",
                "1",
                "1",
                "0",
                Payload.spoken(nick, message))));
    }

    /** An array of one time as a bulk string: its length, the time's, and the time. */
    @Override
    public int answerLines() {
        return 3;
    }

    private static String command(String... words) {
        StringBuilder command = new StringBuilder("*").append(words.length).append("\r\n");
        for (String word : words) {
            int bytes = word.getBytes(StandardCharsets.UTF_8).length;
            command.append('$').append(bytes).append("\r\n").append(word).append("\r\n");
        }
        return command.toString();
    }

    private static String load(String name) {
        try (InputStream resource = Bridge.class.getResourceAsStream("redis/script/" + name)) {
            if (resource == null) {
                throw new IllegalStateException("no script " + name);
            }
            return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private static String digest(String script) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-1").digest(script.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException(missing);
        }
    }
}
