package parley.attack;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import parley.attack.trial.Size;
import parley.attack.trial.Timing;

/**
 * Holds what a run is told on its command line.
 *
 * @param jar Parley's
 * @param only the attacks to make, in this order
 * @param stored messages in the lobby of those that need some
 * @param results the file for the table
 */
record Settings(Path jar, List<AttackKind> only, Timing timing, Size size, int stored, Path results) {

    static final String USAGE = """
            usage: attack/run [--only NAME[,NAME...]] [--seconds N] [--lines N] [--results FILE] [--list]

            Starts a server, has 50 people chat, attacks it, and checks what they notice of it.
              --only NAMES   these attacks only, in the order given
              --seconds N    how long each goes on, 15 if left out
              --lines N      hostile lines in all, 200000 if left out
              --results FILE where the table goes, attack/RESULTS.md if left out
              --list         says which attacks there are""";

    private static final Duration WARM_UP = Duration.ofSeconds(8);
    private static final Duration CALM = Duration.ofSeconds(8);
    private static final int SECONDS = 15;
    private static final int STORED = 100_000;
    private static final long LINES = 200_000;

    static Settings parse(String... arguments) {
        Settings read = new Settings(
                Path.of(System.getProperty("parley.jar", "app/target/parley.jar"))
                        .toAbsolutePath(),
                Arrays.asList(AttackKind.values()),
                new Timing(WARM_UP, CALM, Duration.ofSeconds(SECONDS), true),
                new Size(1, LINES),
                STORED,
                Path.of("attack/RESULTS.md"));
        for (int at = 0; at < arguments.length; at += 2) {
            if (at + 1 == arguments.length) {
                throw new IllegalArgumentException(USAGE);
            }
            read = read.with(arguments[at], arguments[at + 1]);
        }
        return read;
    }

    private Settings with(String option, String value) {
        return switch (option) {
            case "--only" -> new Settings(jar, kinds(value), timing, size, stored, results);
            case "--seconds" ->
                new Settings(
                        jar,
                        only,
                        new Timing(timing.warmUp(), timing.calm(), Duration.ofSeconds(number(value)), true),
                        size,
                        stored,
                        results);
            case "--lines" -> new Settings(jar, only, timing, new Size(1, number(value)), stored, results);
            case "--results" -> new Settings(jar, only, timing, size, stored, Path.of(value));
            default -> throw new IllegalArgumentException(USAGE);
        };
    }

    private static int number(String value) {
        try {
            int number = Integer.parseInt(value);
            if (number > 0) {
                return number;
            }
        } catch (NumberFormatException notOne) {
            // Said below.
        }
        throw new IllegalArgumentException("not a number above 0: " + value + "\n\n" + USAGE);
    }

    private static List<AttackKind> kinds(String titles) {
        return Arrays.stream(titles.split(","))
                .map(title -> AttackKind.of(title)
                        .orElseThrow(() -> new IllegalArgumentException(
                                "no such attack: " + title + " (--list says which there are)")))
                .toList();
    }
}
