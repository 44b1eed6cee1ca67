package parley.client;

import static org.assertj.core.api.Assertions.assertThat;
import static parley.client.Outcome.failure;
import static parley.client.Outcome.get;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import parley.client.error.ParleyException;
import parley.client.session.ScriptedServer;
import parley.client.session.ScriptedServer.Peer;

/** What a client does when the connection breaks, or the server can't go on. */
class ReconnectionTest {
    private static final String T1 = "2026-11-23T10:01:02.000001Z";
    private static final String T2 = "2026-11-23T10:01:02.000002Z";
    private static final String T3 = "2026-11-23T10:01:02.000003Z";

    private ScriptedServer server;

    @SuppressWarnings("NullAway.Init") // Each test starts it.
    private Client client;

    @SuppressWarnings("NullAway.Init") // Each test starts it.
    private Listening listening;

    @BeforeEach
    void start() throws IOException {
        server = new ScriptedServer();
    }

    private void start(ClientBuilder builder) {
        client = builder.start();
        listening = Listening.to(client);
    }

    private ClientBuilder builder() {
        return Client.builder("ann")
                .address("127.0.0.1", server.port())
                .chooser(NameChooser.numbered(9))
                .pause(Duration.ofMillis(1));
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
        client.leave();
    }

    @Test
    void goesOnWhereItWas() throws Exception {
        start(builder());
        Peer peer = server.welcome("ann");
        peer.send("LOBBY " + T1 + " bob: one")
                .sendBytes(("LOBBY " + T2 + " bob: hal").getBytes(StandardCharsets.UTF_8));
        peer.close();
        peer = server.welcomeBack("ann", T1);
        peer.send("LOBBY " + T2 + " bob: half no more", "OK 1");
        peer.expect("live").send("OK").send("LOBBY " + T3 + " bob: three");

        listening.next(Event.Connected.class);
        assertThat(listening.nextText()).isEqualTo("one");
        assertThat(listening.next(Event.Disconnected.class).reason())
                .isInstanceOf(ParleyException.ConnectionLost.class);
        listening.next(Event.Connected.class);
        assertThat(listening.nextText()).isEqualTo("half no more");
        assertThat(listening.nextText()).isEqualTo("three");
        assertThat(client.position()).contains(T3);
    }

    @Test
    void goesOnWhereAnotherClientWas() throws Exception {
        start(builder().since(T1));
        Peer peer = server.greet();
        peer.expect("ann").send("OK Welcome ann! Hello.").expect("token").send("ERR unknown-command No.");
        peer.expect("since " + T1).send("MISSED 7", "LOBBY " + T2 + " bob: two", "OK 1");
        peer.expect("live").send("OK");

        assertThat(client.position()).contains(T1);
        listening.next(Event.Connected.class);
        assertThat(listening.next(Event.Missed.class).count()).isEqualTo(OptionalLong.of(7));
        assertThat(listening.nextText()).isEqualTo("two");
    }

    @Test
    void asksAgainBehindWhatItWasGiven() throws Exception {
        start(builder());
        server.welcome("ann").send("BYE shutdown Bye.").close();
        Peer peer = server.welcomeBack("ann", ScriptedServer.EPOCH);
        peer.send("MISSED 1", "ERR unavailable Redis is away.");
        peer.expect("since " + ScriptedServer.EPOCH);
        peer.send("MISSED 1", "LOBBY " + T1 + " bob: one", "ERR unavailable Redis is away.");
        peer.expect("since " + T1).send("LOBBY " + T2 + " bob: two", "OK 1");
        peer.expect("live").send("ERR unavailable Not now.");
        peer.expect("live").send("OK");

        listening.next(Event.Connected.class);
        assertThat(listening.next(Event.Disconnected.class).reason()).isInstanceOf(ParleyException.Bye.class);
        listening.next(Event.Connected.class);
        listening.next(Event.Missed.class);
        assertThat(listening.nextText()).isEqualTo("one");
        assertThat(listening.nextText()).isEqualTo("two");
    }

    @Test
    void saysAMessageAgainWhoseAnswerWasLostAndAWhisperNot() throws Exception {
        start(builder());
        Peer peer = server.welcome("ann");
        CompletableFuture<String> said = client.pub("hello");
        CompletableFuture<String> next = client.pub("and more");
        String key = peer.expectMatch("once (\\S+) hello");
        CompletableFuture<Void> whispered = client.to("bob", "psst");
        peer.expect("to bob psst").reset();
        assertThat(failure(whispered)).isInstanceOf(ParleyException.ConnectionLost.class);
        // Nothing of this was sent: it waits.
        CompletableFuture<Void> later = client.to("bob", "later");
        peer = server.welcomeBack("ann", ScriptedServer.EPOCH);
        peer.send("LOBBY " + T1 + " ann: hello", "OK 1").expect("live").send("OK");
        peer.expect("to bob later").expect("once " + key + " hello");
        peer.send("OK", "OK " + T1);
        peer.expectMatch("once (\\S+) and more");
        peer.send("OK " + T2);

        assertThat(get(said)).isEqualTo(T1);
        assertThat(get(next)).isEqualTo(T2);
        get(later);
    }

    @Test
    void doesNotSayItAgainUnderAnotherName() throws Exception {
        start(builder());
        Peer peer = server.welcome("ann");
        CompletableFuture<String> lost = client.pub("hello");
        CompletableFuture<String> waiting = client.pub("and more");
        peer.expectMatch("once (\\S+) hello");
        peer.reset();
        peer = server.greet();
        peer.expect("ann " + ScriptedServer.TOKEN).send("ERR nick-taken Taken.");
        peer.expect("ann").send("ERR nick-taken Taken.");
        peer.expect("ann-2").send("OK Welcome ann-2! Hello.");
        peer.expect("token").send("OK abcdefghijklmnop");
        peer.expect("since " + ScriptedServer.EPOCH).send("OK 0").expect("live").send("OK");

        assertThat(failure(lost)).isInstanceOf(ParleyException.ConnectionLost.class);
        peer.expectMatch("once (\\S+) and more");
        peer.send("OK " + T2);
        assertThat(get(waiting)).isEqualTo(T2);
        peer.reset();
        server.greet().expect("ann-2 abcdefghijklmnop");
    }

    @ParameterizedTest
    @ValueSource(strings = {"kicked", "banned", "replaced"})
    void staysAwayWhereItIsToldSo(String code) throws Exception {
        start(builder());
        Peer peer = server.welcome("ann");
        CompletableFuture<String> said = client.pub("hello");
        peer.expectMatch("once (\\S+) hello");
        peer.send("BYE " + code + " So it is.", "LOBBY " + T1 + " bob: behind the end");
        peer.expectEnd();

        ParleyException reason = get(client.closed()).reason().orElseThrow();
        assertThat(reason)
                .isInstanceOfSatisfying(
                        ParleyException.Bye.class, bye -> assertThat(bye.code()).isEqualTo(code));
        assertThat(failure(said)).isEqualTo(reason);
        listening.next(Event.Connected.class);
        assertThat(listening.next(Event.Closed.class).reason()).contains(reason);
        get(listening.completed);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ERR full No room.", "ERR rate-limited Slowly.", "ERR unavailable Later.", "ERR new What?"})
    void comesBackWhereItIsTurnedAwayForNow(String greeting) throws Exception {
        start(builder());
        for (int i = 0; i < 3; i++) {
            try (Peer peer = server.accept()) {
                peer.send(greeting);
                peer.expectEnd();
            }
            assertThat(listening.next(Event.Disconnected.class).reason()).isInstanceOf(ParleyException.Refused.class);
        }
        server.welcome("ann");
        listening.next(Event.Connected.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"shutdown", "nick-lost", "login-timeout", "flood", "new"})
    void comesBackAfterOtherEnds(String code) throws Exception {
        start(builder());
        server.welcome("ann").send("BYE " + code + " Bye.");
        server.welcomeBack("ann", ScriptedServer.EPOCH);
    }

    @Test
    void staysAwayWhereItIsBanned() throws Exception {
        start(builder());
        Peer peer = server.accept();
        peer.send("ERR banned Go away.");
        peer.expectEnd();

        assertThat(get(client.closed()).reason()).isPresent();
    }

    @Test
    void givesUpAConnectionOnWhichAnAnswerIsMissing() throws Exception {
        start(builder().timeout(Duration.ofSeconds(2)));
        try (Peer silent = server.accept()) {
            silent.expectEnd();
        }
        assertThat(listening.next(Event.Disconnected.class).reason()).isInstanceOf(ParleyException.Timeout.class);
        Peer peer = server.welcome("ann");
        CompletableFuture<Void> ping = client.ping();
        // What comes by itself is no answer.
        peer.expect("ping").send("LOBBY " + T1 + " bob: one").expectEnd();

        assertThat(failure(ping)).isInstanceOf(ParleyException.Timeout.class);
        server.welcomeBack("ann", T1);
    }

    @Test
    void asksASilentServerWhetherItIsThere() throws Exception {
        start(builder().timeout(Duration.ofSeconds(2)).silence(Duration.ofSeconds(2)));
        Peer peer = server.welcome("ann");
        peer.expect("ping").send("OK pong").expect("ping").expectEnd();

        server.welcomeBack("ann", ScriptedServer.EPOCH);
    }

    @Test
    void goesToTheNextAddress() throws Exception {
        try (ScriptedServer other = new ScriptedServer()) {
            start(builder().address("127.0.0.1", other.port()));
            server.accept().reset();
            other.welcome("ann").reset();
            server.accept().reset();
            other.welcomeBack("ann", ScriptedServer.EPOCH);
        }
    }

    @Test
    void endsWhereItIsNotConnected() throws Exception {
        start(builder());
        server.accept();
        CompletableFuture<String> said = client.pub("hello");
        get(client.leave());

        assertThat(failure(said)).isInstanceOf(ParleyException.ConnectionLost.class);
        assertThat(get(client.closed()).reason()).isEmpty();
    }
}
