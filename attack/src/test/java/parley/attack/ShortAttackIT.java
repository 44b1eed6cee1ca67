package parley.attack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import parley.attack.server.OperatorSocket;
import parley.attack.server.UpProcess;
import parley.attack.trial.Attack;
import parley.attack.trial.Scene;
import parley.attack.trial.Size;
import parley.attack.trial.Timing;
import parley.attack.trial.Trial;
import parley.attack.trial.TrialResult;
import parley.harness.process.ChildProcesses;

/**
 * A little of several attacks, one after the other on one server, judged by refusals, memory and what was found, not by times;
 * {@code attack/run} is for all of them. And an attack that hurts is noticed.
 */
class ShortAttackIT {
    private static final List<AttackKind> SHORT = List.of(
            AttackKind.HOSTILE_LINES,
            AttackKind.QUESTIONS,
            AttackKind.TELNET,
            AttackKind.WEB_FRAMES,
            AttackKind.SLOW_LORIS,
            AttackKind.LOGINS);
    private static final Size SMALL = new Size(20, 4_000);
    private static final Timing QUICK =
            new Timing(Duration.ofSeconds(1), Duration.ofSeconds(1), Duration.ofSeconds(2), false);

    /** Makes several attacks in turn. */
    private record Several(List<Attack> attacks) implements Attack {
        @Override
        public void make(Scene scene) throws IOException, InterruptedException {
            for (Attack attack : attacks) {
                attack.make(scene);
            }
        }

        @Override
        public void look(Scene scene) throws IOException, InterruptedException {
            for (Attack attack : attacks) {
                attack.look(scene);
            }
        }
    }

    @Test
    @Timeout(value = 3, unit = TimeUnit.MINUTES)
    void peopleNoticeNothing(@TempDir Path work) throws Exception {
        TrialResult result =
                run(work, new Several(SHORT.stream().map(AttackKind::attack).toList()));

        assertThat(result.problems()).isEmpty();
        assertThat(result.people().attacked().sent()).isPositive();
    }

    @Test
    @Timeout(value = 3, unit = TimeUnit.MINUTES)
    void whatPeopleSufferIsNoticed(@TempDir Path work) throws Exception {
        TrialResult result =
                run(work, scene -> OperatorSocket.command(scene.server().adminSocket(), "kick ann7 for no reason"));

        assertThat(result.problems()).containsExactly("lost: ann7: BYE kicked for no reason");
    }

    private static TrialResult run(Path work, Attack attack) throws IOException, InterruptedException {
        Path jar = Path.of(System.getProperty("parley.jar", "../app/target/parley.jar"))
                .toAbsolutePath()
                .normalize();
        try (ChildProcesses processes = new ChildProcesses()) {
            UpProcess server = new UpProcess(processes, jar, work, List.of());
            server.start();
            return new Trial(server, QUICK, SMALL, AttackKind.SLOW_LORIS.needs().allowance()).run(attack, List.of());
        }
    }
}
