package parley.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static parley.client.Outcome.failure;
import static parley.client.Outcome.get;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import parley.client.codec.MessageKind;
import parley.client.error.ParleyException;
import parley.client.session.ScriptedServer;
import parley.client.session.ScriptedServer.Peer;

/** What a client says to a server, and what comes of it, while the connection holds. */
class ClientTest {
    private static final String T1 = "2026-11-23T10:01:02.000001Z";
    private static final String T2 = "2026-11-23T10:01:02.000002Z";

    private ScriptedServer server;

    @SuppressWarnings("NullAway.Init") // Each test starts it.
    private Client client;

    @BeforeEach
    void start() throws IOException {
        server = new ScriptedServer();
    }

    private ClientBuilder builder(String nick) {
        return Client.builder(nick).address("127.0.0.1", server.port()).pause(Duration.ofMillis(1));
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
        client.leave();
    }

    @Test
    void tellsWhatComesInOrder() throws Exception {
        client = builder("ann").start();
        Peer peer = server.welcome("ann");
        peer.send(
                "LOBBY " + T1 + " ann: mine",
                "SOMETHING new",
                "WHISPER " + T1 + " bob: psst",
                "MISSED 2",
                "MISSED ?",
                "NOTICE " + T2 + " Administrator: soon");
        Listening listening = Listening.to(client);

        assertThat(listening.next(Event.Connected.class).nick()).isEqualTo("ann");
        assertThat(client.position()).contains(ScriptedServer.EPOCH);
        assertThat(listening.next(Event.Message.class))
                .isEqualTo(new Event.Message(MessageKind.LOBBY, T1, "ann", "mine", true));
        assertThat(client.position()).contains(T1);
        assertThat(listening.next(Event.Message.class))
                .isEqualTo(new Event.Message(MessageKind.WHISPER, T1, "bob", "psst", false));
        assertThat(listening.next(Event.Missed.class).count()).isEqualTo(OptionalLong.of(2));
        assertThat(listening.next(Event.Missed.class).count()).isEqualTo(OptionalLong.empty());
        assertThat(client.position()).contains(T1);
        assertThat(listening.next(Event.Message.class).kind()).isEqualTo(MessageKind.NOTICE);
        assertThat(client.position()).contains(T2);
    }

    @Test
    void matchesAnswersWithWhatWasAsked() throws Exception {
        client = builder("ann").start();
        Peer peer = server.welcome("ann");
        CompletableFuture<String> said = client.pub("hello");
        peer.expectMatch("once ([A-Za-z0-9._-]{1,64}) hello");
        CompletableFuture<List<String>> users = client.users();
        CompletableFuture<Void> whispered = client.to("bob", "psst");
        CompletableFuture<Void> ping = client.ping();
        peer.expect("users").expect("to bob psst").expect("ping");
        peer.send("LOBBY " + T1 + " ann: hello", "OK " + T1);
        peer.send("USER ann", "LOBBY " + T2 + " bob: between", "USER bob", "OK 2");
        peer.send("ERR no-such-user Nobody.", "OK pong");

        assertThat(get(said)).isEqualTo(T1);
        assertThat(get(users)).containsExactly("ann", "bob");
        assertThat(failure(whispered)).isInstanceOfSatisfying(ParleyException.Refused.class, refused -> {
            assertThat(refused.code()).isEqualTo("no-such-user");
            assertThat(refused.text()).isEqualTo("Nobody.");
        });
        get(ping);
        Listening listening = Listening.to(client);
        listening.next(Event.Connected.class);
        assertThat(listening.nextText()).isEqualTo("hello");
        assertThat(listening.nextText()).isEqualTo("between");
    }

    @Test
    void tellsAnAnswersMessagesFromNews() throws Exception {
        client = builder("ann").start();
        Peer peer = server.welcome("ann");
        CompletableFuture<List<Event.Message>> history = client.history(2);
        peer.expect("history 2");
        peer.send("LOBBY " + T2 + " bob: news", "LOBBY " + T1 + " ann: old", "LOBBY " + T2 + " bob: news", "OK 2");

        assertThat(get(history)).extracting(Event.Message::text).containsExactly("old", "news");
        CompletableFuture<List<Event.Message>> found = client.search("x y");
        peer.expect("search x y").send("WHISPER " + T2 + " bob: psst", "ERR unavailable No archiver.");
        assertThat(failure(found)).isInstanceOf(ParleyException.Refused.class);
        Listening listening = Listening.to(client);
        listening.next(Event.Connected.class);
        assertThat(listening.nextText()).isEqualTo("news");
        assertThat(listening.nextText()).isEqualTo("psst");
    }

    @Test
    void saysMessagesOneAfterTheOtherAndAgainWhileTheServerCannot() throws Exception {
        client = builder("ann").start();
        Peer peer = server.welcome("ann");
        CompletableFuture<String> first = client.pub("one");
        CompletableFuture<String> second = client.pub("key-2", "two");
        String key = peer.expectMatch("once (\\S+) one");
        peer.send("ERR rate-limited Slowly.");
        peer.expect("once " + key + " one").send("ERR unavailable Redis is away.");
        peer.expect("once " + key + " one").send("OK " + T1);
        peer.expect("once key-2 two").send("ERR line-too-long It is.");

        assertThat(get(first)).isEqualTo(T1);
        assertThat(failure(second)).isInstanceOf(ParleyException.Refused.class);
        assertThat(client.pub("three")).isNotNull();
        assertThat(peer.expectMatch("once (\\S+) three")).isNotEqualTo(key);
    }

    @Test
    void sendsNothingOfWhatCannotBeSent() throws Exception {
        client = builder("ann").start();
        Peer peer = server.welcome("ann");
        assertThatThrownBy(() -> client.pub("a\nb")).isInstanceOf(ParleyException.InvalidArgument.class);
        assertThatThrownBy(() -> client.pub("a b", "c")).isInstanceOf(ParleyException.InvalidArgument.class);
        assertThatThrownBy(() -> client.to("\u3000", "x")).isInstanceOf(ParleyException.InvalidArgument.class);
        assertThatThrownBy(() -> client.to("bob", " ")).isInstanceOf(ParleyException.InvalidArgument.class);
        assertThatThrownBy(() -> client.history(0)).isInstanceOf(ParleyException.InvalidArgument.class);
        assertThatThrownBy(() -> client.search(" ")).isInstanceOf(ParleyException.InvalidArgument.class);
        client.ping();
        peer.expect("ping");
    }

    @Test
    void leavesWhenAllIsAnswered() throws Exception {
        client = builder("ann").start();
        Peer peer = server.welcome("ann");
        CompletableFuture<String> said = client.pub("last words");
        peer.expectMatch("once (\\S+) last words");
        CompletableFuture<Void> left = client.leave();
        assertThat(failure(client.ping())).isInstanceOf(ParleyException.ConnectionLost.class);
        peer.send("LOBBY " + T1 + " ann: last words", "OK " + T1);
        peer.expect("downline").send("OK Thank you");
        peer.expectEnd();

        get(left);
        assertThat(get(said)).isEqualTo(T1);
        assertThat(get(client.closed()).reason()).isEmpty();
        Listening listening = Listening.to(client);
        listening.next(Event.Connected.class);
        listening.next(Event.Message.class);
        listening.next(Event.Closed.class);
        get(listening.completed);
    }

    @Test
    void choosesAnotherNameOnlyWhereOneIsTaken() throws Exception {
        client = builder("bob").chooser(NameChooser.numbered(3)).start();
        Peer peer = server.greet();
        peer.expect("bob").send("ERR unavailable Not now.");
        peer.expect("bob").send("ERR nick-taken Taken.");
        peer.expect("bob-2").send("ERR nick-taken Taken.");
        peer.expect("bob-3").send("OK Welcome bob-3! Hello.").expect("token");
        Listening listening = Listening.to(client);
        peer.send("OK " + ScriptedServer.TOKEN);
        assertThat(listening.next(Event.Connected.class).nick()).isEqualTo("bob-3");
        assertThat(client.nick()).isEqualTo("bob-3");
    }

    @Test
    void givesUpWhereNoNameIsLeftOrTheNameIsNone() throws Exception {
        client = builder("ann").start();
        Peer peer = server.greet();
        peer.expect("ann").send("ERR nick-taken Taken.");
        peer.expectEnd();
        assertThat(get(client.closed()).reason())
                .hasValueSatisfying(reason -> assertThat(reason).isInstanceOf(ParleyException.Refused.class));

        client = builder("system")
                .chooser((nick, refusals) -> Optional.of("other"))
                .start();
        peer = server.greet();
        peer.expect("system").send("ERR nick-reserved Reserved.");
        peer.expectEnd();
        assertThat(get(client.closed()).reason()).isPresent();
        assertThat(failure(client.pub("x"))).isInstanceOf(ParleyException.Refused.class);
        assertThatThrownBy(() -> builder("a b")).isInstanceOf(ParleyException.InvalidArgument.class);
    }

    @Test
    void readsNoFasterThanTheApplicationTakes() throws Exception {
        CountingConnector connector = new CountingConnector();
        client = builder("ann").connector(connector).start();
        Peer peer = server.welcome("ann");
        Listening listening = Listening.to(client);
        listening.next(Event.Connected.class);
        byte[] block = ("LOBBY " + T1 + " bob: " + "x".repeat(4_000) + "\r\n")
                .repeat(1_000)
                .getBytes(StandardCharsets.UTF_8);
        int blocks = 5;
        CompletableFuture<Void> written = CompletableFuture.runAsync(() -> {
            try {
                for (int i = 0; i < blocks; i++) {
                    peer.sendBytes(block);
                }
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        });
        // A client that reads on has taken far more by then.
        assertThat(written).failsWithin(Duration.ofMillis(500));
        assertThat(connector.bytesRead()).isLessThan(200_000);
        assertThat(listening.waiting()).isZero();

        for (int i = 0; i < 1_000 * blocks; i++) {
            listening.next(Event.Message.class);
        }
        get(written);
    }

    @Test
    void readsOnForAnAnswerBehindMessages() throws Exception {
        client = builder("ann").start();
        Peer peer = server.welcome("ann");
        CompletableFuture<String> said = client.pub("hello");
        peer.expectMatch("once (\\S+) hello");
        for (int i = 0; i < 1_000; i++) {
            peer.send("LOBBY " + T1 + " bob: " + "x".repeat(1_000));
        }
        peer.send("OK " + T2);

        assertThat(get(said)).isEqualTo(T2);
    }

    @Test
    void hasOneSubscriberAtATime() throws Exception {
        client = builder("ann").start();
        server.welcome("ann").send("LOBBY " + T1 + " bob: one", "LOBBY " + T2 + " bob: two");
        Listening first = Listening.to(client);
        first.next(Event.Connected.class);
        Listening second = Listening.to(client);
        assertThat(second.completed).failsWithin(Duration.ofSeconds(20));
        assertThat(first.nextText()).isEqualTo("one");
        first.subscription().cancel();
        Listening third = Listening.to(client);
        assertThat(third.nextText()).isEqualTo("two");
        assertThat(first.waiting()).isZero();
    }
}
