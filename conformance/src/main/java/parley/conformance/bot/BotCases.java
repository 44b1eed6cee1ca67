package parley.conformance.bot;

import java.util.List;
import java.util.stream.Stream;
import parley.conformance.suite.Case;

/** Lists all cases for bots. */
public final class BotCases {
    private BotCases() {}

    /** In the order in which they are reported. */
    public static List<Case> all(BotProcesses processes) {
        return Stream.of(
                        LoginCases.all(),
                        EchoCases.all(),
                        LineCases.all(),
                        LossCases.all(),
                        OnceCases.all(),
                        SilenceCases.all())
                .flatMap(each -> each)
                .map(each -> each.with(processes))
                .toList();
    }
}
