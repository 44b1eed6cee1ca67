package parley.harness.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What is done to a child process is done when the call returns. */
class ChildProcessTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int TIMES = 50;

    /** Has several threads that are always at work. */
    static final class Busy {
        private Busy() {}

        public static void main(String[] arguments) {
            for (int number = 0; number < 8; number++) {
                new Thread(() -> {
                            while (true) {
                                Thread.onSpinWait();
                            }
                        })
                        .start();
            }
            System.out.println("ready");
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void nothingOfItRunsOnceItIsSuspended(@TempDir Path temp) throws Exception {
        try (ChildProcesses processes = new ChildProcesses()) {
            ChildProcess busy = processes.start(
                    List.of(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-cp",
                            System.getProperty("java.class.path"),
                            Busy.class.getName()),
                    temp,
                    temp.resolve("log"));
            assertThat(busy.firstLine(PATIENCE)).isEqualTo("ready");

            for (int time = 0; time < TIMES; time++) {
                busy.suspend();
                assertThat(states(busy)).hasSizeGreaterThan(8).containsOnly("T");
                busy.resume();
            }
        }
    }

    /** Of its threads, as the kernel has them: T is stopped. */
    private static List<String> states(ChildProcess process) throws Exception {
        List<String> states = new ArrayList<>();
        try (Stream<Path> threads = Files.list(Path.of("/proc", String.valueOf(process.pid()), "task"))) {
            for (Path thread : threads.toList()) {
                String stat = Files.readString(thread.resolve("stat"));
                states.add(stat.substring(stat.lastIndexOf(')') + 2).substring(0, 1));
            }
        }
        return states;
    }
}
