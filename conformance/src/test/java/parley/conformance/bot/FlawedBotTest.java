package parley.conformance.bot;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import parley.conformance.reference.Flaw;
import parley.conformance.suite.Case;
import parley.conformance.suite.Failure;
import parley.conformance.suite.Result;
import parley.conformance.suite.Runner;

/** Each flaw is found by each case that is meant for it. */
class FlawedBotTest {
    /** A bot that does nothing where it should fails as surely after less. */
    private static final Duration PATIENCE = Duration.ofSeconds(6);

    private static final int AT_A_TIME = 8;

    @Test
    @Timeout(value = 10, unit = TimeUnit.MINUTES)
    void isFound() throws Exception {
        List<BotProcesses> all = new ArrayList<>();
        List<Case> cases = new ArrayList<>();
        for (Flaw flaw : Flaw.values()) {
            BotProcesses processes = new BotProcesses(Bots.command(flaw));
            all.add(processes);
            Map<String, Case> byName = BotCases.all(processes, PATIENCE).stream()
                    .collect(Collectors.toMap(Case::name, Function.identity()));
            for (String name : flaw.cases()) {
                Case meant = Objects.requireNonNull(byName.get(name), name);
                cases.add(new Case(flaw + " by " + name, meant.paragraph(), meant.slow(), meant.body()));
            }
        }
        List<String> missed = new ArrayList<>();
        new Runner(AT_A_TIME).run(cases, result -> {
            if (result.outcome() != Result.Outcome.FAIL) {
                missed.add(result.tried().name());
            }
        });
        all.forEach(BotProcesses::close);

        assertThat(missed).isEmpty();
    }

    @Test
    void isLookedForByEachCase() {
        try (BotProcesses none = new BotProcesses(List.of("none"))) {
            assertThat(Arrays.stream(Flaw.values()).flatMap(flaw -> flaw.cases().stream()))
                    .containsAll(BotCases.all(none, PATIENCE).stream()
                            .map(Case::name)
                            .toList());
        }
    }

    /** What a failure tells is enough to find the fault. */
    @Test
    void isExplained() throws Exception {
        try (BotProcesses processes = new BotProcesses(Bots.command(Flaw.USES_NEW_KEYS))) {
            Case meant = BotCases.all(processes, PATIENCE).stream()
                    .filter(each -> each.name().equals("once-lost-after-stored"))
                    .findFirst()
                    .orElseThrow();
            List<Result> results = new ArrayList<>();
            new Runner(1).run(List.of(meant), results::add);

            Failure failure = Objects.requireNonNull(results.get(0).failure());
            assertThat(failure.expected()).isEqualTo("nothing else said in the lobby than was asked for");
            assertThat(failure.got()).isEqualTo("\"lost\" once more");
            assertThat(failure.conversation().lines())
                    .anyMatch(line -> line.endsWith("[1] - the server closes the connection"))
                    .anyMatch(line -> line.matches(".* \\[3] > once \\S+ lost"));
        }
    }
}
