package parley.conformance.bot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
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

        try (BotProcesses processes = new BotProcesses(command())) {
            new Runner(8).run(BotCases.all(processes), report::add);
        }

        assertThat(report.end()).as(shown.toString()).isTrue();
    }

    private static List<String> command() {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                "parley.conformance.reference.EchoBot");
    }
}
