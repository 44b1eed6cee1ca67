package parley.conformance.bot;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import parley.conformance.suite.Case;

/** Lists all cases for bots. */
public final class BotCases {
    /** For whatever a bot has to do, on a machine that may be busy. */
    public static final Duration PATIENCE = Duration.ofSeconds(25);

    private BotCases() {}

    /** In the order in which they are reported. */
    public static List<Case> all(BotProcesses processes, Duration patience) {
        return Stream.of(
                        LoginCases.all(),
                        EchoCases.all(),
                        LineCases.all(),
                        LossCases.all(),
                        ResumeCases.all(),
                        OnceCases.all(),
                        SilenceCases.all())
                .flatMap(each -> each)
                .map(each -> each.with(processes, patience))
                .toList();
    }
}
