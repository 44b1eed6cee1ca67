package parley.conformance.bot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import parley.conformance.report.LineReport;
import parley.conformance.suite.Runner;

/** A bot that keeps to the protocol passes all cases. */
class ReferenceBotTest {
    @Test
    @Timeout(value = 5, unit = TimeUnit.MINUTES)
    void raisesNoFalseAlarm() throws Exception {
        StringWriter shown = new StringWriter();
        LineReport report = new LineReport(new PrintWriter(shown));

        try (BotProcesses processes = new BotProcesses(Bots.command())) {
            new Runner(8).run(BotCases.all(processes, BotCases.PATIENCE), report::add);
        }

        assertThat(report.end("")).as(shown.toString()).isTrue();
    }
}
