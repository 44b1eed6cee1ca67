package parley.app.conform;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parley.app.Main;

/** What the command takes, how it ends, and what it writes; what a bot has to do is the kit's own to test. */
class ConformClientTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter errors = new StringWriter();

    @TempDir
    Path temp;

    @Test
    void failsABotThatDoesNothing() throws IOException {
        Path junit = temp.resolve("results.xml");

        int exitCode = run(
                "conform",
                "client",
                "--only",
                "bye-kick*",
                "--junit",
                junit.toString(),
                "--",
                "sh",
                "-c",
                "echo -- $PARLEY_NICK; exit 7");

        assertThat(exitCode).isEqualTo(1);
        assertThat(out.toString().lines())
                .anyMatch(line -> line.startsWith("FAIL bye-kicked ") && line.endsWith(" PROTOCOL.md §Codes"))
                .contains("     expected: a bot that is logged in and live")
                .contains("     got:      the command ended with exit code 7")
                .contains("     | printed: -- parrot")
                .endsWith("0 ok, 1 failed, 0 skipped");
        assertThat(errors.toString()).isEmpty();
        assertThat(Files.readString(junit))
                .contains(
                        "<testsuite name=\"parley.conform.client\" tests=\"1\" failures=\"1\" errors=\"0\" skipped=\"0\"")
                .contains("<testcase classname=\"parley.conform.client\" name=\"bye-kicked\"")
                .contains("the command ended with exit code 7");
    }

    @Test
    void passesABotThatGivesUpWhereItHasTo() {
        assertThat(run("conform", "client", "--only", "greeting-banned", "sh", "-c", "exit 3"))
                .isZero();
        assertThat(out.toString()).startsWith("ok   greeting-banned ").endsWith("1 ok, 0 failed, 0 skipped\n");
    }

    @Test
    void saysInOneLineWhatKeepsItFromBeginning() {
        assertRefused("--only: no case is called nothing", "--only", "nothing", "--", "true");
        assertRefused("--junit: " + temp + " can't be written: it is a directory", "--junit", temp.toString(), "true");
        assertRefused("/nowhere/bot can't be started: Cannot run program \"/nowhere/bot\"", "/nowhere/bot");
        assertRefused("Missing required parameter: 'COMMAND'");
        assertRefused("unknown option --fast", "--fast", "--", "true");
    }

    @Test
    void explainsItself() {
        assertThat(run("conform", "client", "--help")).isZero();
        assertThat(out.toString()).contains("PARLEY_HOST", "--only=GLOB", "--junit=FILE", "COMMAND", "Exit status 0");
    }

    private void assertRefused(String message, String... arguments) {
        errors.getBuffer().setLength(0);
        String[] words = new String[arguments.length + 2];
        words[0] = "conform";
        words[1] = "client";
        System.arraycopy(arguments, 0, words, 2, arguments.length);
        assertThat(run(words)).isEqualTo(2);
        assertThat(errors.toString())
                .startsWith("parley conform client: " + message)
                .hasLineCount(1);
        assertThat(out.toString()).isEmpty();
    }

    private int run(String... words) {
        return Main.run(Map.of(), new PrintWriter(out), new PrintWriter(errors), words);
    }
}
