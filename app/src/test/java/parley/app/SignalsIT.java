package parley.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What signals do to a running {@code parley up}. */
class SignalsIT {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final Duration END = Duration.ofSeconds(10);

    @TempDir
    Path home;

    @Test
    void hupReadsTheConfigurationAgain() throws Exception {
        Path file = Files.writeString(home.resolve("parley.properties"), "rate=0\nmax-per-address=2\n");
        try (ParleyProcess parley = up("--config=" + file)) {
            Matcher ready = parley.awaitReady();
            try (ChatClient ann = ChatClient.login(port(ready), "ann")) {
                Files.writeString(file, "rate=1\nmax-per-address=1\nhttp-port=1\n");
                parley.signal("HUP");
                awaitLine(parley, "Read the configuration again; [--max-per-address=1, --rate=1]");
                awaitLine(parley, "taken at the start only: --http-port");
                assertThat(refusals(ann)).as("of those that are in").isPositive();
                assertThat(ChatClient.greeting(port(ready))).startsWith("ERR full ");

                Files.writeString(file, "rate=0\n");
                parley.signal("HUP");
                awaitLine(parley, "Read the configuration again; [--max-per-address=100, --rate=0]");
                assertThat(refusals(ann)).isZero();
                try (ChatClient bob = ChatClient.login(port(ready), "bob")) {
                    assertThat(refusals(bob)).isZero();
                }
            }
        }
    }

    @Test
    void hupTakesTheLogsLevel() throws Exception {
        Path file = Files.writeString(home.resolve("parley.properties"), "log-level=info\n");
        try (ParleyProcess parley = up("--config=" + file)) {
            Matcher ready = parley.awaitReady();
            ChatClient.login(port(ready), "ann").close();
            awaitLine(parley, "ann left: ");
            assertThat(parley.errors()).noneMatch(line -> line.contains("A session from "));

            Files.writeString(file, "log-level=debug\n");
            parley.signal("HUP");
            await().atMost(SOON).until(() -> {
                ChatClient.greeting(port(ready));
                return parley.errors().stream()
                        .anyMatch(line -> line.contains("A session from 127.0.0.1 begins session="));
            });
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"rate=many", "rat=1"})
    void hupWithABadFileChangesNothing(String line) throws Exception {
        Path file = Files.writeString(home.resolve("parley.properties"), "rate=0\n");
        try (ParleyProcess parley = up("--config=" + file)) {
            Matcher ready = parley.awaitReady();
            try (ChatClient ann = ChatClient.login(port(ready), "ann")) {
                Files.writeString(file, "max-per-address=1\n" + line + "\n");
                parley.signal("HUP");
                awaitLine(parley, "The configuration is not taken, and all stays as it was: ");
                assertThat(refusals(ann)).isZero();
                ChatClient.login(port(ready), "bob").close();

                Files.delete(file);
                parley.signal("HUP");
                awaitLine(parley, "there is no file " + file);
                assertThat(refusals(ann)).isZero();
            }
        }
    }

    @Test
    void usr1AndUsr2DoNothing() throws Exception {
        try (ParleyProcess parley = up()) {
            Matcher ready = parley.awaitReady();
            try (ChatClient ann = ChatClient.login(port(ready), "ann")) {
                for (String signal : List.of("USR1", "USR2", "USR1")) {
                    parley.signal(signal);
                    assertThat(ann.ask("ping")).containsExactly("OK pong");
                }
                assertThat(parley.process().isAlive()).isTrue();
            }
        }
    }

    @Test
    void termServesOnForTheDelayWhileItIsNotReady() throws Exception {
        try (ParleyProcess parley = up("--drain-delay=2s")) {
            Matcher ready = parley.awaitReady();
            try (ChatClient ann = ChatClient.login(port(ready), "ann")) {
                parley.signal("TERM");
                await().atMost(SOON).until(() -> readyz(ready).statusCode() == 503);
                assertThat(readyz(ready).body()).isEqualTo("draining\n");
                assertThat(ann.line()).startsWith("BYE shutdown ");
            }
            assertThat(parley.end(END).exitCode()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TERM", "INT"})
    void aSecondOneEndsItAtOnceAndItsRedisWell(String second) throws Exception {
        try (ParleyProcess parley = up("--drain-delay=1h")) {
            Matcher ready = parley.awaitReady();
            List<ProcessHandle> children = parley.children();
            try (ChatClient ann = ChatClient.login(port(ready), "ann")) {
                parley.signal("TERM");
                await().atMost(SOON).until(() -> readyz(ready).statusCode() == 503);
                assertThat(ann.ask("pub still here")).singleElement().asString().startsWith("OK ");
                ChatClient.login(port(ready), "bob").close();

                parley.signal(PartsIT.interrupts() ? second : "TERM");

                ParleyProcess.End end = parley.end(END);
                assertThat(end.exitCode()).isZero();
                assertThat(end.errors()).noneMatch(line -> line.contains(" ERROR "));
                assertThat(children).noneMatch(ProcessHandle::isAlive);
            }
        }
        try (ParleyProcess again = up()) {
            try (ChatClient ann = ChatClient.login(port(again.awaitReady()), "ann")) {
                assertThat(ann.ask("history")).first().asString().endsWith(" ann: still here");
            }
        }
    }

    private ParleyProcess up(String... more) throws IOException {
        String[] arguments = new String[more.length + 3];
        arguments[0] = "up";
        arguments[1] = "--port=0";
        arguments[2] = "--data=" + home.resolve("data");
        System.arraycopy(more, 0, arguments, 3, more.length);
        return ParleyProcess.start(home, arguments);
    }

    /** Of 40 messages at once, how many are too many. */
    private static long refusals(ChatClient client) throws IOException {
        return client.askAll(Collections.nCopies(40, "pub hi")).stream()
                .filter(line -> line.startsWith("ERR rate-limited "))
                .count();
    }

    private static void awaitLine(ParleyProcess parley, String text) {
        await().atMost(SOON).until(() -> parley.errors().stream().anyMatch(line -> line.contains(text)));
    }

    private static int port(Matcher ready) {
        return Integer.parseInt(ready.group("port"));
    }

    private static HttpResponse<String> readyz(Matcher ready) throws IOException, InterruptedException {
        URI uri = URI.create("http://127.0.0.1:" + ready.group("http") + "/readyz");
        return HttpClient.newHttpClient().send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
    }
}
