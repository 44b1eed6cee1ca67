package parley.app.doctor;

import io.lettuce.core.Limit;
import io.lettuce.core.Range;
import io.lettuce.core.RedisException;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.api.sync.RedisCommands;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import parley.protocol.RedisNames;
import parley.protocol.RedisRights;
import parley.redis.endpoint.NotMasterException;
import parley.redis.endpoint.RedisEndpoint;

/** Asks a Redis of one's own for its version, its clock, what it keeps, and what the user may do there. Changes nothing. */
final class RemoteServer {

    private static final int OLDEST = 7;
    /** Beyond this, deadlines and the times of messages are in somebody's way. */
    private static final Duration CLOCKS_APART = Duration.ofSeconds(2);

    private static final String LISTED = "give this user the rights that protocol/OPERATOR.md lists";

    /** Which of ARGV, commands with their arguments behind blanks, the user may not run. Redis 7.0 and later know how to tell. */
    private static final String REFUSED = """
            local refused = {}
            for _, line in ipairs(ARGV) do
                local words = {}
                for word in string.gmatch(line, '%S+') do words[#words + 1] = word end
                local known, allowed = pcall(redis.acl_check_cmd, unpack(words))
                if known and not allowed then refused[#refused + 1] = words[1] end
            end
            return refused
            """;

    private final RedisCommands<String, String> redis;
    private final List<Finding> findings = new ArrayList<>();

    private RemoteServer(RedisCommands<String, String> redis) {
        this.redis = redis;
    }

    static List<Finding> findings(RedisEndpoint endpoint) {
        try (var connection = ServerConnection.open(endpoint)) {
            var server = new RemoteServer(connection.commands());
            server.ask(shown(endpoint.toString(), connection.where()));
            return server.findings;
        } catch (NotMasterException e) {
            return List.of(Finding.unwell(
                    "Redis",
                    endpoint + ": " + e.getMessage(),
                    "let --redis name the master, or Sentinel: nothing can be written here"));
        } catch (RedisException e) {
            Throwable why = Objects.requireNonNullElse(e.getCause(), e);
            return List.of(Finding.unwell(
                    "Redis",
                    endpoint + ": " + why.getMessage(),
                    "start it, or mend --redis; user and password count too"));
        }
    }

    /** With the server that was found, where that is not what was written. */
    private static String shown(String endpoint, String where) {
        return endpoint.endsWith("//" + where) || where.isEmpty() ? endpoint : endpoint + " at " + where;
    }

    private void ask(String shown) {
        redis.ping();
        clock();
        users();
        rights();
        try {
            Map<String, String> info = info(redis.info());
            version(shown, info);
            persistence(info);
        } catch (RedisException e) {
            findings.add(
                    Finding.well("Redis", shown + ", which doesn't tell this user its version: " + e.getMessage()));
        }
    }

    private static Map<String, String> info(String text) {
        Map<String, String> info = new LinkedHashMap<>();
        text.lines()
                .map(line -> line.split(":", 2))
                .filter(pair -> pair.length == 2)
                .forEach(pair -> info.put(pair[0], pair[1]));
        return info;
    }

    private void version(String shown, Map<String, String> info) {
        String version = info.getOrDefault("redis_version", "?");
        String found = shown + ", version " + version;
        boolean old = version.matches("[0-9]+\\..*") && Integer.parseInt(version.split("\\.")[0]) < OLDEST;
        findings.add(old ? Finding.unwell("Redis", found, "Parley needs 7.0 or later") : Finding.well("Redis", found));
    }

    private void persistence(Map<String, String> info) {
        findings.add(
                "1".equals(info.get("aof_enabled"))
                        ? Finding.well("Redis's files", "appended to")
                        : Finding.unwell(
                                "Redis's files",
                                "no append-only file",
                                "CONFIG SET appendonly yes, and so in its configuration: without it a crash loses what was"
                                        + " answered with OK"));
    }

    private void clock() {
        long before = System.nanoTime();
        List<String> time;
        try {
            time = redis.time();
        } catch (RedisException e) {
            if (!isRefused(e)) {
                throw e;
            }
            findings.add(Finding.well("Redis's clock", "not told to this user"));
            return;
        }
        long ms = (System.nanoTime() - before) / 1_000_000;
        Duration apart = Duration.between(Instant.ofEpochSecond(Long.parseLong(time.get(0))), Instant.now())
                .truncatedTo(ChronoUnit.SECONDS);
        String found =
                "answers within " + ms + " ms, and its clock is " + apart.abs().toSeconds() + " s from this machine's";
        findings.add(
                apart.abs().compareTo(CLOCKS_APART) <= 0
                        ? Finding.well("Redis's clock", found)
                        : Finding.unwell("Redis's clock", found, "keep both clocks right, by NTP"));
    }

    private void users() {
        try {
            redis.scard("users");
        } catch (RedisException e) {
            if (!isRefused(e)) {
                findings.add(Finding.unwell(
                        "users", String.valueOf(e.getMessage()), "the key users has to be a set; what is it for?"));
            }
        }
    }

    private void rights() {
        try {
            String digest = redis.scriptLoad(REFUSED);
            String bridge = refused(digest, RedisRights.BRIDGE);
            String archiver = refused(digest, RedisRights.ARCHIVER);
            String found = "for a bridge " + (bridge.isEmpty() ? "all" : "not " + bridge) + "; for an archiver "
                    + (archiver.isEmpty() ? "all" : "not " + archiver);
            findings.add(bridge.isEmpty() ? Finding.well("rights", found) : Finding.unwell("rights", found, LISTED));
        } catch (RedisException e) {
            findings.add(
                    mayRead()
                            ? Finding.well("rights", "no scripts, so they are not enough for a bridge")
                            : Finding.unwell("rights", String.valueOf(e.getMessage()), LISTED));
        }
    }

    /** Commands with a comma between. */
    private String refused(String digest, RedisRights rights) {
        List<String> refused = redis.evalsha(digest, ScriptOutputType.MULTI, new String[0], samples(rights));
        return String.join(", ", refused);
    }

    /** As an archiver must. */
    private boolean mayRead() {
        try {
            redis.xrevrange(RedisNames.LOBBY, Range.unbounded(), Limit.from(1));
            return true;
        } catch (RedisException e) {
            return false;
        }
    }

    private static boolean isRefused(RedisException e) {
        return String.valueOf(e.getMessage()).startsWith("NOPERM");
    }

    /** Each command that rules allow, as it might be called. */
    static String[] samples(RedisRights rights) {
        return rights.rules()
                .lines()
                .flatMap(line -> List.of(line.split(" ")).stream())
                .filter(rule -> rule.startsWith("+"))
                .map(rule -> sample(rule.substring(1)))
                .toArray(String[]::new);
    }

    private static String sample(String command) {
        return switch (command) {
            case "ping", "time" -> command;
            case "select" -> "select 0";
            case "publish", "subscribe", "unsubscribe" -> command + " parley:doctor x";
            case "pubsub|numsub" -> "pubsub numsub parley:doctor";
            case "script|load" -> "script load x";
            case "evalsha" -> "evalsha x 0";
            case "xread" -> "xread streams " + RedisNames.LOBBY + " 0";
            case "del", "exists", "sdiff" -> command + " " + RedisNames.LOBBY;
            default -> command + " " + RedisNames.LOBBY + " a b";
        };
    }
}
