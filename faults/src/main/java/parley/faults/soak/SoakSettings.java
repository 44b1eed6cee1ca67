package parley.faults.soak;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Holds what a run of the soak is told on its command line.
 *
 * @param results the file for the table, where one is wanted
 */
record SoakSettings(int messages, int faults, Optional<Path> results, List<Bot> bots) {
    private static final List<String> LIBRARIES = List.of("bash", "c", "go", "java", "javascript", "python", "rust");

    /**
     * An echo bot.
     *
     * @param command starts it; where to connect, and as whom, it finds in its environment
     */
    record Bot(String name, List<String> command) {}

    /** @param root the repository's */
    static SoakSettings parse(Path root, String... arguments) {
        int messages = 10_000;
        int faults = 10;
        Optional<Path> results = Optional.empty();
        List<Bot> bots = new ArrayList<>();
        for (int at = 0; at < arguments.length; at++) {
            String argument = arguments[at];
            if (argument.equals("--") && at + 1 < arguments.length && bots.isEmpty()) {
                bots.add(new Bot("bot", List.of(arguments).subList(at + 1, arguments.length)));
                at = arguments.length;
            } else if (argument.equals("--messages") && at + 1 < arguments.length) {
                messages = number(arguments[++at], 1);
            } else if (argument.equals("--faults") && at + 1 < arguments.length) {
                faults = number(arguments[++at], 0);
            } else if (argument.equals("--results") && at + 1 < arguments.length) {
                results = Optional.of(Path.of(arguments[++at]));
            } else if (LIBRARIES.contains(argument)) {
                bots.add(library(root, argument));
            } else {
                throw new IllegalArgumentException(SoakMain.USAGE);
            }
        }
        if (bots.isEmpty()) {
            LIBRARIES.stream()
                    .filter(name -> Files.isDirectory(root.resolve("clients").resolve(name)))
                    .forEach(name -> bots.add(library(root, name)));
        }
        return new SoakSettings(messages, faults, results, List.copyOf(bots));
    }

    private static Bot library(Path root, String name) {
        String echo = root.resolve("clients")
                .resolve("echo")
                .toAbsolutePath()
                .normalize()
                .toString();
        return new Bot(name, List.of(echo, name));
    }

    private static int number(String text, int least) {
        try {
            int number = Integer.parseInt(text);
            if (number >= least) {
                return number;
            }
        } catch (NumberFormatException notOne) {
            throw new IllegalArgumentException("no number: " + text + "\n\n" + SoakMain.USAGE, notOne);
        }
        throw new IllegalArgumentException("too few: " + text + "\n\n" + SoakMain.USAGE);
    }

    /** The kinds by turns. */
    List<SoakFault> plan() {
        List<SoakFault> plan = new ArrayList<>();
        for (int i = 0; i < faults; i++) {
            plan.add(SoakFault.ROUND.get(i % SoakFault.ROUND.size()));
        }
        return plan;
    }
}
