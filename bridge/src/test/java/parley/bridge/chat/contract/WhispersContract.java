package parley.bridge.chat.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import parley.bridge.chat.name.Nickname;
import parley.bridge.chat.port.Whisper;
import parley.bridge.chat.port.Whispers;
import parley.bridge.chat.port.Whispers.Delivery;
import parley.bridge.limits.Deadline;

/** What {@link Whispers} promises. */
public abstract class WhispersContract extends Contract {

    /** What somebody online heard. */
    private List<Whisper> ear(Backend.Ports bridge, Nickname nick) {
        List<Whisper> heard = new CopyOnWriteArrayList<>();
        await(bridge.whispers().open(nick, hears(heard), Deadline.ofRedis()));
        return heard;
    }

    private static Whispers.Ear hears(List<Whisper> heard) {
        return whisper -> {
            heard.add(whisper);
            return CompletableFuture.completedFuture(null);
        };
    }

    private static List<String> texts(List<Whisper> heard) {
        return heard.stream().map(one -> one.sender() + ": " + one.text()).toList();
    }

    @Test
    void aWhisperOnTheSameBridgeIsAnsweredWhenItsRecipientHasIt() {
        Backend.Ports bridge = backend().bridge();
        Nickname ann = online(bridge, "ann");
        Nickname bob = online(bridge, "bob");
        CompletableFuture<Whisper> came = new CompletableFuture<>();
        CompletableFuture<Void> taken = new CompletableFuture<>();
        await(bridge.whispers()
                .open(
                        bob,
                        whisper -> {
                            came.complete(whisper);
                            return taken;
                        },
                        Deadline.ofRedis()));

        CompletionStage<Delivery> answer = bridge.whispers().send(ann, "bob", "psst", Deadline.ofRedis());

        assertThat(await(came).text()).isEqualTo("psst");
        assertThat(answer.toCompletableFuture()).isNotDone();
        taken.complete(null);
        assertThat(await(answer)).isEqualTo(Delivery.DELIVERED);
    }

    @Test
    void aWhisperOnTheSameBridgeIsHeardWhenItIsAnswered() {
        Backend.Ports bridge = backend().bridge();
        Nickname ann = online(bridge, "ann");
        Nickname bob = online(bridge, "bob");
        List<Whisper> heard = ear(bridge, bob);
        await(bridge.lobbyBus().publish(ann, HOME, "before", Deadline.ofRedis()));

        assertThat(await(bridge.whispers().send(ann, "bob", "psst: you ", Deadline.ofRedis())))
                .isEqualTo(Delivery.DELIVERED);

        assertThat(texts(heard)).containsExactly("ann: psst: you ");
        assertThat(heard.get(0).position()).isEqualTo(1);
    }

    @Test
    void aWhisperReachesAnotherBridge() {
        Backend.Ports one = backend().bridge();
        Backend.Ports other = backend().bridge();
        Nickname ann = online(one, "ann");
        List<Whisper> heard = ear(other, online(other, "bob"));

        assertThat(await(one.whispers().send(ann, "bob", "over there", Deadline.ofRedis())))
                .isEqualTo(Delivery.DELIVERED);

        eventually(() -> assertThat(texts(heard)).containsExactly("ann: over there"));
    }

    @Test
    void theLongestWhisperIsNotCut() {
        Backend.Ports bridge = backend().bridge();
        Nickname ann = online(bridge, "ann");
        List<Whisper> heard = ear(bridge, ann);
        String longest = "x".repeat(65_535);

        await(bridge.whispers().send(ann, "ann", longest, Deadline.ofRedis()));

        assertThat(heard).extracting(Whisper::text).containsExactly(longest);
    }

    @Test
    void whispersOfOneSenderKeepTheirOrder() {
        Backend.Ports one = backend().bridge();
        Backend.Ports other = backend().bridge();
        Nickname ann = online(one, "ann");
        List<Whisper> heard = ear(other, online(other, "bob"));

        IntStream.range(0, 100)
                .mapToObj(i -> one.whispers().send(ann, "bob", String.valueOf(i), Deadline.ofRedis()))
                .toList()
                .forEach(Contract::await);

        eventually(() -> assertThat(heard).hasSize(100));
        assertThat(heard.stream().map(Whisper::text))
                .containsExactlyElementsOf(
                        IntStream.range(0, 100).mapToObj(String::valueOf).toList());
    }

    @Test
    void manyWhispersOfTheSameWordsAreAllHeardWhenAnswered() {
        Backend.Ports bridge = backend().bridge();
        Nickname ann = online(bridge, "ann");
        List<Whisper> heard = ear(bridge, ann);

        IntStream.range(0, 50)
                .mapToObj(i -> bridge.whispers().send(ann, "ann", "echo", Deadline.ofRedis()))
                .toList()
                .forEach(Contract::await);

        assertThat(heard).hasSize(50);
    }

    @Test
    void nobodyOfThatNameIsOnline() {
        Backend.Ports bridge = backend().bridge();
        Nickname ann = online(bridge, "ann");

        assertThat(await(bridge.whispers().send(ann, "bob", "psst", Deadline.ofRedis())))
                .isEqualTo(Delivery.NO_SUCH_USER);
    }

    @Test
    void channelsThatServeAnotherPurposeAreNobodys() {
        Backend.Ports bridge = backend().bridge();
        Nickname ann = online(bridge, "ann");
        List<String> names = List.of("chat", "parley:0:ids", "");
        List<byte[]> heard = new CopyOnWriteArrayList<>();
        for (String name : names) {
            backend().directAdd(name);
            backend().directSubscribe(name, heard::add);
        }

        for (String name : names) {
            assertThat(await(bridge.whispers().send(ann, name, "psst", Deadline.ofRedis())))
                    .isEqualTo(Delivery.NO_SUCH_USER);
        }
        await(bridge.lobbyBus().publish(ann, HOME, "for comparison", Deadline.ofRedis()));

        assertThat(Contract.lines(bridge.lobby())).hasSize(1);
    }

    @Test
    void aNameThatNobodyHearsIsUnreachable() {
        Backend.Ports bridge = backend().bridge();
        Nickname ann = online(bridge, "ann");
        backend().directAdd("dave");

        assertThat(await(bridge.whispers().send(ann, "dave", "psst", Deadline.ofRedis())))
                .isEqualTo(Delivery.UNREACHABLE);
    }

    @Test
    void aDirectClientHearsExactlyWhatWasAgreed() {
        Backend.Ports bridge = backend().bridge();
        Nickname ann = online(bridge, "ann");
        backend().directAdd("dave");
        List<String> heard = new CopyOnWriteArrayList<>();
        backend().directSubscribe("dave", payload -> heard.add(new String(payload, UTF_8)));

        assertThat(await(bridge.whispers().send(ann, "dave", "psst: you", Deadline.ofRedis())))
                .isEqualTo(Delivery.DELIVERED);

        eventually(() -> assertThat(heard).containsExactly("ann: psst: you"));
    }

    @Test
    void aDirectClientIsHeard() {
        Backend.Ports bridge = backend().bridge();
        List<Whisper> heard = ear(bridge, online(bridge, "ann"));

        backend().directPublish("ann", bytes("dave: psst "));
        backend().directPublish("ann", bytes("no colon"));

        eventually(() -> assertThat(texts(heard)).containsExactly("dave: psst ", ": no colon"));
    }

    @Test
    void afterClosingNothingIsHeard() {
        Backend.Ports bridge = backend().bridge();
        Nickname ann = online(bridge, "ann");
        Nickname bob = online(bridge, "bob");
        List<Whisper> before = ear(bridge, bob);

        bridge.whispers().close(bob);
        eventually(() -> assertThat(await(bridge.whispers().send(ann, "bob", "lost", Deadline.ofRedis())))
                .isEqualTo(Delivery.UNREACHABLE));
        List<Whisper> after = ear(bridge, bob);
        assertThat(await(bridge.whispers().send(ann, "bob", "found", Deadline.ofRedis())))
                .isEqualTo(Delivery.DELIVERED);

        assertThat(before).isEmpty();
        assertThat(texts(after)).containsExactly("ann: found");
    }

    @Test
    void closingAndOpeningTakeEffectInTheOrderOfAsking() {
        Backend.Ports bridge = backend().bridge();
        Nickname ann = online(bridge, "ann");

        for (int i = 0; i < 20; i++) {
            List<Whisper> heard = new CopyOnWriteArrayList<>();
            bridge.whispers().close(ann);
            await(bridge.whispers().open(ann, hears(heard), Deadline.ofRedis()));
            assertThat(await(bridge.whispers().send(ann, "ann", "me", Deadline.ofRedis())))
                    .isEqualTo(Delivery.DELIVERED);
            assertThat(texts(heard)).containsExactly("ann: me");
        }
    }

    @Test
    void aNicknameThatIsNotThisBridgesSendsNothing() {
        Backend.Ports one = backend().bridge();
        Backend.Ports other = backend().bridge();
        Nickname ann = online(one, "ann");
        List<Whisper> heard = ear(other, online(other, "bob"));

        assertThat(await(other.whispers().send(ann, "bob", "not me", Deadline.ofRedis())))
                .isEqualTo(Delivery.NICK_LOST);
        assertThat(await(one.whispers().send(ann, "bob", "me", Deadline.ofRedis())))
                .isEqualTo(Delivery.DELIVERED);

        eventually(() -> assertThat(texts(heard)).containsExactly("ann: me"));
    }
}
