package parley.faults;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import parley.faults.deployment.Deployment;
import parley.faults.deployment.Programs;
import parley.faults.deployment.RedisTopology;
import parley.faults.deployment.SteppableRedis;
import parley.faults.fault.FaultKind;

/**
 * Holds what a run of the matrix is told on its command line.
 *
 * @param programs Parley's, of one version or of two
 * @param only the kinds to choose from
 * @param pairs whether every third is two faults at once
 * @param backlog how many messages pile up while the archiver is down
 * @param results the file for the table
 */
record Settings(
        Programs programs,
        RedisTopology redis,
        long seed,
        int faults,
        List<FaultKind> only,
        boolean pairs,
        Deployment.Bridges bridges,
        int backlog,
        Path results) {

    static final String USAGE = """
            usage: faults/run [--redis server|sentinel|cluster] [--seed N] [--faults N] [--only NAME[,NAME...]] [--singles]
                              [--bridges N] [--balanced] [--backlog N] [--results FILE]

            Starts bridges, an archiver and Redis, keeps them busy, breaks them, and checks what is promised.
              --redis WAY    how Redis is run: one server, if left out; a master and a replica with three sentinels; a Cluster of six
              --seed N       the same seed makes the same faults in the same order; by default another each time
              --faults N     how many, 60 if left out
              --only NAMES   of these kinds only; several are made in the order given
              --singles      never two at once
              --bridges N    2 if left out
              --balanced     all of them behind HAProxy; what needs a bridge of one's own can't be made then
              --backlog N    messages that pile up while the archiver is down, 20000 if left out
              --results FILE where the table goes, faults/RESULTS.md if left out, SENTINEL.md or CLUSTER.md beside it""";

    private static final Set<String> OPTIONS =
            Set.of("--redis", "--seed", "--faults", "--only", "--bridges", "--backlog", "--results");

    static Settings parse(String... arguments) {
        Map<String, String> given = new HashMap<>();
        boolean pairs = true;
        boolean balanced = false;
        for (int at = 0; at < arguments.length; at++) {
            if (arguments[at].equals("--singles")) {
                pairs = false;
            } else if (arguments[at].equals("--balanced")) {
                balanced = true;
            } else if (OPTIONS.contains(arguments[at]) && at + 1 < arguments.length) {
                given.put(arguments[at], arguments[++at]);
            } else {
                throw new IllegalArgumentException(USAGE);
            }
        }
        String way = given.getOrDefault("--redis", RedisTopology.SERVER.title());
        RedisTopology redis = RedisTopology.of(way)
                .orElseThrow(() -> new IllegalArgumentException("no such way to run Redis: " + way + "\n\n" + USAGE));
        if (balanced && !Deployment.canBalance()) {
            throw new IllegalArgumentException("--balanced needs Debian's package haproxy");
        }
        Deployment.Bridges bridges =
                new Deployment.Bridges(Integer.parseInt(given.getOrDefault("--bridges", "2")), balanced);
        List<FaultKind> possible = FaultKind.possible(redis).stream()
                .filter(kind -> !bridges.balanced() || !kind.needsItsOwnBridge())
                .toList();
        String only = given.get("--only");
        String results = redis == RedisTopology.SERVER ? "RESULTS" : redis.name();
        return new Settings(
                fromProperties(),
                redis,
                Long.parseLong(given.getOrDefault("--seed", Long.toString(System.nanoTime() & 0xFFFFFF))),
                Integer.parseInt(given.getOrDefault("--faults", "60")),
                only == null ? possible : kinds(only, possible, redis),
                pairs,
                bridges,
                Integer.parseInt(given.getOrDefault("--backlog", "20000")),
                Path.of(given.getOrDefault("--results", "faults/" + results + ".md")));
    }

    /** By properties, which the script sets: {@code parley.jar}, and where others run beside it {@code .last} and {@code .archiver}. */
    private static Programs fromProperties() {
        String jar = System.getProperty("parley.jar", "app/target/parley.jar");
        return new Programs(
                Path.of(jar).toAbsolutePath(),
                Path.of(System.getProperty("parley.jar.last", jar)).toAbsolutePath(),
                Path.of(System.getProperty("parley.jar.archiver", jar)).toAbsolutePath());
    }

    private static List<FaultKind> kinds(String titles, List<FaultKind> possible, RedisTopology redis) {
        return List.of(titles.split(",")).stream()
                .map(title -> FaultKind.of(title)
                        .orElseThrow(() -> new IllegalArgumentException("no such fault: " + title + "\n\n" + USAGE)))
                .peek(kind -> demandPossible(kind, possible, redis))
                .toList();
    }

    private static void demandPossible(FaultKind kind, List<FaultKind> possible, RedisTopology redis) {
        if (!possible.contains(kind)) {
            throw new IllegalArgumentException(
                    kind.isOfClock() && redis == RedisTopology.SERVER
                            ? kind.title() + " needs Debian's packages redis-server and libfaketime"
                            : kind.title() + " can't be made with --redis " + redis.title()
                                    + ", or not with --balanced");
        }
    }

    /** The Redis for the whole run; the bundled one where this is empty. */
    Optional<SteppableRedis> steppable() {
        return only.stream().anyMatch(FaultKind::isOfClock) ? SteppableRedis.find() : Optional.empty();
    }
}
