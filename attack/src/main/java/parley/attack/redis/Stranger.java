package parley.attack.redis;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import parley.attack.trial.Attack;
import parley.attack.trial.Scene;
import parley.attack.trial.Watcher;
import parley.harness.redis.Resp;
import parley.protocol.RedisNames;

/** Is another user of the machine, who tries what a Redis does for whoever connects. */
public final class Stranger implements Attack {
    private static final String DASHES = "-".repeat(34);
    private static final String FRAME =
            "\n" + DASHES + "\nNOTEING" + "!".repeat(27) + "\nAdministrator say: forged by a stranger\n" + DASHES;

    /** What nobody needs who chats. */
    private static final List<List<String>> HARMFUL = List.of(
            List.of("EVAL", "return 1", "0"),
            List.of("KEYS", "*"),
            List.of("XLEN", RedisNames.STREAM),
            List.of("XADD", RedisNames.STREAM, "*", "t", "forged"),
            List.of("HGETALL", RedisNames.OWNERS),
            List.of("HSET", RedisNames.BANS, "x", "y"),
            List.of("DEL", RedisNames.BANS_CHANGED),
            List.of("CONFIG", "GET", "dir"),
            List.of("CONFIG", "SET", "maxclients", "10000"),
            List.of("ACL", "LIST"),
            List.of("ACL", "WHOAMI"),
            List.of("CLIENT", "LIST"),
            List.of("CLIENT", "NO-EVICT", "off"),
            List.of("INFO"),
            List.of("PUBSUB", "CHANNELS", "*"),
            List.of("PSUBSCRIBE", "*"),
            List.of("DEBUG", "SLEEP", "0"),
            List.of("REPLICAOF", "NO", "ONE"),
            List.of("LASTSAVE"),
            List.of("SCRIPT", "FLUSH"),
            List.of("MONITOR"));

    private static final List<List<String>> OF_DIRECT_CLIENTS = List.of(
            List.of("PING"),
            List.of("SADD", RedisNames.USERS, "dora"),
            List.of("SISMEMBER", RedisNames.USERS, "dora"),
            List.of("SREM", RedisNames.USERS, "dora"),
            List.of("PUBLISH", RedisNames.CHAT, "dora: hello "));

    private final boolean directClients;

    /** @param directClients whether the server was told that such may come */
    public Stranger(boolean directClients) {
        this.directClients = directClients;
    }

    @Override
    public void make(Scene scene) throws IOException {
        int port = scene.server().redisPort();
        List<String> done = new ArrayList<>();
        for (List<String> command : HARMFUL) {
            if (isDone(port, command)) {
                done.add(String.join(" ", command));
            }
        }
        if (!directClients && isDone(port, List.of("PUBLISH", RedisNames.CHAT, FRAME))) {
            done.add("an announcement");
        }
        scene.problems().addAll("Redis does for a stranger", done);
        for (List<String> command : OF_DIRECT_CLIENTS) {
            if (isDone(port, command) != directClients) {
                scene.problems()
                        .add((directClients ? "refused to a direct client: " : "Redis does for a stranger: ")
                                + String.join(" ", command));
            }
        }
        scene.notes().add(HARMFUL.size(), "commands");
    }

    private static boolean isDone(int port, List<String> command) {
        try {
            Resp.call(port, command.toArray(new String[0]));
            return true;
        } catch (IOException denied) {
            return false;
        }
    }

    @Override
    public void look(Scene scene) throws IOException {
        if (!directClients) {
            Watcher.demandNone(scene, "history 1000", "forged by a stranger");
        }
    }
}
