package parley.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Shows a program as somebody sees it: in a terminal that tmux plays. A test that needs one is passed over where there is no tmux. */
final class TmuxTerminal {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Path home;

    /** @param home where tmux has its socket, so that it knows nobody's settings and nobody else's sessions */
    TmuxTerminal(Path home) {
        assumeTrue(
                Stream.of(System.getenv("PATH").split(":"))
                        .anyMatch(folder -> Files.isExecutable(Path.of(folder, "tmux"))),
                "there is no tmux");
        this.home = home;
    }

    /** Starts a program in 24 lines. */
    void run(int columns, ProcessBuilder program) throws IOException, InterruptedException {
        String command = program.command().stream()
                .map(word -> "'" + word.replace("'", "'\\''") + "'")
                .collect(Collectors.joining(" "));
        tmux("-f", "/dev/null", "new-session", "-d", "-x", String.valueOf(columns), "-y", "24", "exec " + command);
    }

    /** The lines of the screen, once they are as they should be; without those that are empty below. */
    List<String> awaitScreen(Predicate<List<String>> wanted) {
        List<String> screen = new ArrayList<>();
        await().atMost(PATIENCE).untilAsserted(() -> {
            screen.clear();
            screen.addAll(tmux("capture-pane", "-p")
                    .lines()
                    .map(String::stripTrailing)
                    .toList());
            while (last(screen).isEmpty() && !screen.isEmpty()) {
                screen.remove(screen.size() - 1);
            }
            assertThat(wanted.test(screen)).as("%s", screen).isTrue();
        });
        return screen;
    }

    /** The last line of a screen, in which something is typed. */
    static String last(List<String> screen) {
        return screen.isEmpty() ? "" : screen.get(screen.size() - 1);
    }

    /** Runs one of tmux's commands, such as {@code send-keys}, and returns what it prints. */
    String tmux(String... arguments) throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(List.of("tmux", "-u", "-S", home.resolve("tmux").toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("LC_ALL", "C.UTF-8");
        builder.environment().remove("TMUX");
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return output;
    }

    /** Ends whatever runs in it. */
    void close() throws IOException, InterruptedException {
        tmux("kill-server");
    }
}
