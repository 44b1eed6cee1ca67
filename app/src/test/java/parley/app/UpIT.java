package parley.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code parley up}, from its ready line to its end, seen from outside. */
class UpIT {

    private static final Duration DRAIN = Duration.ofSeconds(10);

    @TempDir
    Path home;

    private ParleyProcess parley;
    private Matcher ready;

    @BeforeEach
    void start() throws IOException, InterruptedException {
        parley = ParleyProcess.start(home, "up", "--port=0", "--data=" + home.resolve("data"));
        ready = parley.awaitReady();
    }

    @AfterEach
    void stop() {
        parley.close();
    }

    @Test
    void saysWhereItIs() throws Exception {
        assertThat(ready.group("host")).isEqualTo("127.0.0.1");
        assertThat(ready.group("redis")).matches("redis://127\\.0\\.0\\.1:\\d+");
        assertThat(ready.group("admin"))
                .isEqualTo(home.resolve("parley/admin.sock").toString());
        assertThat(ready.group("tls")).isNull();
        String build = ParleyProcess.run(home, "--version").out().get(0).replaceFirst("parley ", "Parley ");
        assertThat(ChatClient.greeting(port()))
                .isEqualTo("OK parley/1 Welcome to " + build + ". Please send your nickname.");
        URI page = URI.create("http://127.0.0.1:" + ready.group("web") + "/");
        assertThat(HttpClient.newHttpClient()
                        .send(HttpRequest.newBuilder(page).build(), BodyHandlers.ofString())
                        .body())
                .contains("<title>Parley</title>");
        assertThat(http("/healthz").body()).isEqualTo("ok\n");
        assertThat(http("/readyz").statusCode()).isEqualTo(200);
        await().untilAsserted(() -> assertThat(http("/metrics").body())
                .contains("parley_sessions_open 0.0", "parley_archiver_behind_messages 0.0"));
        assertThat(http("/metrics").body())
                .as("Netty counts its memory")
                .doesNotContain("parley_direct_memory_bytes 0.0");
    }

    @Test
    void carriesWhatIsSaidIntoTheArchive() throws Exception {
        try (ChatClient ann = ChatClient.login(port(), "ann");
                ChatClient bob = ChatClient.login(port(), "bob")) {
            String id = ann.ask("pub Grüße: an alle").get(0).substring("OK ".length());
            String said = "LOBBY " + id + " ann: Grüße: an alle";
            assertThat(ann.ask("pull")).containsExactly(said, "OK 1");
            await().until(() -> bob.ask("pull").contains(said));
            // An archiver that is slow answers with what it has.
            await().untilAsserted(
                            () -> assertThat(bob.ask("search grusse ALLE")).containsExactly(said, "OK 1"));
            String row = "{\"id\":\"" + id
                    + "\",\"kind\":\"lobby\",\"sender\":\"ann\",\"text\":\"Grüße: an alle\",\"via\":\"bridge\"}";
            await().atMost(Duration.ofSeconds(20))
                    .untilAsserted(
                            () -> assertThat(archive("export", "--json").out()).containsExactly(row));
        }
        assertThat(archive("search", "ALLE").out()).singleElement().asString().endsWith(" ann: Grüße: an alle");
        assertThat(archive("verify").exitCode()).isZero();
    }

    @Test
    void obeysTheOperator() throws Exception {
        try (ChatClient ann = ChatClient.login(port(), "ann")) {
            ParleyProcess.End users = ParleyProcess.run(home, "admin", "users");
            assertThat(users.out()).hasSize(2).first().asString().startsWith("USER ann ");
            assertThat(users.exitCode()).isZero();
            ParleyProcess.End nobody = ParleyProcess.run(home, "admin", "kick", "nobody");
            assertThat(nobody.errors()).singleElement().asString().startsWith("ERR no-such-user");
            assertThat(nobody.exitCode()).isEqualTo(1);

            assertThat(ParleyProcess.run(home, "admin", "drain").exitCode()).isZero();

            assertThat(ann.line()).startsWith("BYE shutdown ");
            assertThat(ann.line()).isNull();
        }
        assertEndedWell();
    }

    @Test
    void drainsWhenItIsToldToEnd() throws Exception {
        try (ChatClient ann = ChatClient.login(port(), "ann")) {
            parley.signal("TERM");
            assertThat(ann.line()).startsWith("BYE shutdown ");
            assertThat(ann.line()).isNull();
        }
        assertEndedWell();
    }

    @Test
    void drainsWhenEveryProcessIsToldToEnd() throws Exception {
        List<ProcessHandle> all = new ArrayList<>(parley.children());
        assertThat(all).as("Redis").hasSize(1);
        all.add(parley.process().toHandle());
        try (ChatClient ann = ChatClient.login(port(), "ann")) {
            assertThat(ann.ask("pub last words")).singleElement().asString().startsWith("OK ");
            ParleyProcess.signal("TERM", all);
            ParleyProcess.signal("INT", all);
            assertThat(ann.line()).startsWith("BYE shutdown ");
        }
        assertEndedWell();
        assertThat(archive("export").out()).singleElement().asString().endsWith(" ann: last words");
        assertThat(archive("verify").exitCode()).isZero();
    }

    @Test
    void takesRedisWithItHoweverItEnds() {
        List<ProcessHandle> children = parley.children();
        assertThat(children).hasSize(1);
        parley.process().destroyForcibly();
        await().atMost(DRAIN).until(() -> children.stream().noneMatch(ProcessHandle::isAlive));
    }

    @Test
    void goesOnWhenItsRedisDies() throws Exception {
        try (ChatClient ann = ChatClient.login(port(), "ann")) {
            assertThat(ann.ask("pub before")).last().asString().startsWith("OK ");
            ParleyProcess.signal("KILL", parley.children());
            await().atMost(Duration.ofSeconds(15))
                    .until(() -> ann.ask("pub after").get(0).startsWith("OK "));
            assertThat(ann.ask("users")).containsExactly("USER ann", "OK 1");
        }
        await().atMost(Duration.ofSeconds(15)).until(() -> http("/readyz").statusCode() == 200);
    }

    private void assertEndedWell() throws IOException, InterruptedException {
        List<ProcessHandle> children = parley.children();
        ParleyProcess.End end = parley.end(DRAIN);
        assertThat(end.exitCode()).as("%s", end).isZero();
        assertThat(end.out()).as("after the ready line").isEmpty();
        assertThat(children).noneMatch(ProcessHandle::isAlive);
        assertThat(end.errors()).noneMatch(line -> line.contains(" ERROR "));
    }

    private int port() {
        return Integer.parseInt(ready.group("port"));
    }

    private ParleyProcess.End archive(String... arguments) throws IOException, InterruptedException {
        List<String> line = new ArrayList<>(List.of("archive"));
        line.addAll(List.of(arguments));
        line.add("--data=" + home.resolve("data"));
        return ParleyProcess.run(home, line.toArray(String[]::new));
    }

    private HttpResponse<String> http(String path) throws IOException, InterruptedException {
        URI uri = URI.create("http://127.0.0.1:" + ready.group("http") + path);
        return HttpClient.newHttpClient().send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
    }
}
