package parley.faults;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import parley.faults.deployment.Programs;
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
        long seed,
        int faults,
        List<FaultKind> only,
        boolean pairs,
        int bridges,
        int backlog,
        Path results) {

    static final String USAGE = """
            usage: faults/run [--seed N] [--faults N] [--only NAME[,NAME...]] [--singles] [--bridges N] [--backlog N] [--results FILE]

            Starts bridges, an archiver and a Redis, keeps them busy, breaks them, and checks what is promised.
              --seed N       the same seed makes the same faults in the same order; by default another each time
              --faults N     how many, 60 if left out
              --only NAMES   of these kinds only; several are made in the order given
              --singles      never two at once
              --bridges N    2 if left out
              --backlog N    messages that pile up while the archiver is down, 20000 if left out
              --results FILE where the table goes, faults/RESULTS.md if left out""";

    static Settings parse(String... arguments) {
        Settings read = new Settings(
                fromProperties(),
                System.nanoTime() & 0xFFFFFF,
                60,
                FaultKind.possible(),
                true,
                2,
                20_000,
                Path.of("faults/RESULTS.md"));
        for (int at = 0; at < arguments.length; at++) {
            if (arguments[at].equals("--singles")) {
                read = new Settings(
                        read.programs,
                        read.seed,
                        read.faults,
                        read.only,
                        false,
                        read.bridges,
                        read.backlog,
                        read.results);
            } else if (at + 1 < arguments.length) {
                read = read.with(arguments[at], arguments[++at]);
            } else {
                throw new IllegalArgumentException(USAGE);
            }
        }
        return read;
    }

    /** By properties, which the script sets: {@code parley.jar}, and where others run beside it {@code .last} and {@code .archiver}. */
    private static Programs fromProperties() {
        String jar = System.getProperty("parley.jar", "app/target/parley.jar");
        return new Programs(
                Path.of(jar).toAbsolutePath(),
                Path.of(System.getProperty("parley.jar.last", jar)).toAbsolutePath(),
                Path.of(System.getProperty("parley.jar.archiver", jar)).toAbsolutePath());
    }

    private Settings with(String option, String value) {
        return switch (option) {
            case "--seed" ->
                new Settings(programs, Long.parseLong(value), faults, only, pairs, bridges, backlog, results);
            case "--faults" ->
                new Settings(programs, seed, Integer.parseInt(value), only, pairs, bridges, backlog, results);
            case "--only" -> new Settings(programs, seed, faults, kinds(value), pairs, bridges, backlog, results);
            case "--bridges" ->
                new Settings(programs, seed, faults, only, pairs, Integer.parseInt(value), backlog, results);
            case "--backlog" ->
                new Settings(programs, seed, faults, only, pairs, bridges, Integer.parseInt(value), results);
            case "--results" -> new Settings(programs, seed, faults, only, pairs, bridges, backlog, Path.of(value));
            default -> throw new IllegalArgumentException(USAGE);
        };
    }

    private static List<FaultKind> kinds(String titles) {
        return List.of(titles.split(",")).stream()
                .map(title -> FaultKind.of(title)
                        .orElseThrow(() -> new IllegalArgumentException("no such fault: " + title + "\n\n" + USAGE)))
                .peek(Settings::demandPossible)
                .toList();
    }

    private static void demandPossible(FaultKind kind) {
        if (!FaultKind.possible().contains(kind)) {
            throw new IllegalArgumentException(kind.title() + " needs Debian's packages redis-server and libfaketime");
        }
    }

    /** The Redis for the whole run; the bundled one where this is empty. */
    Optional<SteppableRedis> steppable() {
        return only.stream().anyMatch(FaultKind::isOfClock) ? SteppableRedis.find() : Optional.empty();
    }
}
