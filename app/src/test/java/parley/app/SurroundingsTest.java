package parley.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The commands where a machine lacks something, or means something else by it. */
class SurroundingsTest {

    private static final Pattern READY = Pattern.compile("^ready host=127\\.0\\.0\\.1 port=(?<port>[0-9]+) ");

    @TempDir
    Path home;

    @Test
    void worksWithoutNativeTransport() throws Exception {
        serve(new MainProcess(home).java("-Dio.netty.transport.noNative=true"));
        assertThat(log()).containsOnlyOnce("Without epoll (");
    }

    /** Figures with other digits, dotless i: each has broken some program. */
    @ParameterizedTest
    @ValueSource(strings = {"tr", "ar", "fa"})
    void speaksToProgramsTheSameInEveryLocale(String language) throws Exception {
        MainProcess parley = new MainProcess(home)
                .java("-Duser.language=" + language, "-Duser.country=XX", "-Djava.locale.providers=CLDR")
                .java("-Duser.extensions=u-nu-arabext");
        serve(parley);
        assertThat(log()).matches("(?s)\\p{ASCII}*");
        ParleyProcess.End stats = parley.run("archive", "stats");
        assertThat(stats.out().get(2)).isEqualTo("          1 lobby by bridge");
        assertThat(parley.run("archive", "verify").out()).containsExactly("complete; proven without a hole: 1");
    }

    /** Whatever a shell gives in UTF-8, Java reads by the locale: where there is none, it is no text any more. */
    @Test
    void refusesWhatItCannotReadBeforeItDoesAnything() throws Exception {
        for (String locale : new String[] {"C", "de_XX.UTF-8"}) {
            MainProcess parley = new MainProcess(home).environment("LC_ALL", locale);
            ProcessBuilder inShell = parley.builder("admin", "announce");
            inShell.command()
                    .addAll(0, List.of("sh", "-c", "exec \"$@\" \"$(printf 'Gr\\303\\274\\303\\237e')\"", "sh"));
            Process ended = inShell.start();
            try (BufferedReader errors = ended.errorReader()) {
                assertThat(errors.lines())
                        .singleElement()
                        .asString()
                        .startsWith("parley: an argument can't be read as text in this locale, whose encoding is ")
                        .endsWith("; set LC_ALL=C.UTF-8");
            }
            assertThat(ended.waitFor()).isEqualTo(2);
        }
    }

    /** As where programs may not run from the directory of temporary files. */
    @ParameterizedTest
    @ValueSource(strings = {"up", "archiver", "archive stats", "archive search x"})
    void sayInOneLineWhereSqliteCannotBeUnpacked(String command) throws Exception {
        Path nowhere = home.resolve("no where");
        ParleyProcess.End end =
                new MainProcess(home).java("-Djava.io.tmpdir=" + nowhere).run(command.split(" "));
        assertThat(end.errors())
                .singleElement()
                .asString()
                .contains("SQLite's library (", nowhere + ": there is none; let TMPDIR, or -Djava.io.tmpdir in");
        assertThat(end.out()).isEmpty();
        assertThat(end.exitCode()).isEqualTo(command.startsWith("archive ") ? 1 : 2);
    }

    /** From the start of the whole system to its end, with one message. */
    private void serve(MainProcess parley) throws IOException, InterruptedException {
        Process up = parley.builder("up", "--port=0", "--http-port=0")
                .redirectError(home.resolve("log").toFile())
                .start();
        try (BufferedReader out = up.inputReader()) {
            Matcher ready = READY.matcher(String.valueOf(out.readLine()));
            assertThat(ready.find()).as("ready; the log: %s", log()).isTrue();
            try (ChatClient ann = ChatClient.login(Integer.parseInt(ready.group("port")), "ann")) {
                assertThat(parley.run("admin", "help").exitCode()).isZero();
                assertThat(ann.ask("pub hello").get(0)).matches("OK \\d{4}-\\d\\d-\\d\\dT[0-9:.]{15}Z");
            }
            up.destroy();
            assertThat(up.waitFor()).as("exit code; the log: %s", log()).isZero();
        } finally {
            up.destroyForcibly();
        }
    }

    private String log() throws IOException {
        return Files.readString(home.resolve("log"));
    }
}
