package parley.bridge.chat.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import parley.bridge.chat.lobby.EncodedMessages;
import parley.bridge.chat.lobby.LobbyMessage;
import parley.bridge.chat.lobby.PageLines;
import parley.bridge.chat.name.Nickname;
import parley.bridge.chat.port.LobbyBus;
import parley.bridge.limits.ClientAddress;
import parley.bridge.limits.Deadline;
import parley.protocol.MessageKind;
import parley.protocol.MessageTime;
import parley.protocol.Payload;
import parley.protocol.RedisNames;

/** What {@link LobbyBus} promises. */
public abstract class LobbyBusContract extends Contract {
    private static final ClientAddress HERE = new ClientAddress(0, 1);

    @Test
    void whatWasPublishedIsInThisBridgesLobbyWhenItIsAnswered() {
        Backend.Ports bridge = backend().bridge();
        Nickname ann = online(bridge, "ann");

        long micros = await(bridge.lobbyBus().publish(ann, HOME, "hello", Deadline.ofRedis()))
                .getAsLong();

        assertThat(lines(bridge.lobby())).containsExactly("LOBBY " + MessageTime.format(micros) + " ann: hello");
    }

    @Test
    void whatWasSaidUnderAKeyIsSaidOnceOnWhateverBridge() {
        Backend.Ports one = backend().bridge();
        Backend.Ports other = backend().bridge();
        Nickname ann = online(one, "ann");
        Nickname bob = online(other, "bob");

        long first = once(one, ann, "a.1", "hello");
        long second = once(one, ann, "a.2", "hello");
        assertThat(once(one, ann, "a.1", "hello")).isEqualTo(first);
        assertThat(once(one, ann, "a.1", "something else")).isEqualTo(first);
        assertThat(once(other, bob, "a.1", "hello")).as("another's key").isGreaterThan(second);
        await(one.presence().release(ann));
        online(other, "ann");
        assertThat(once(other, ann, "a.2", "hello")).isEqualTo(second);

        assertThat(lines(other.lobby()))
                .as("whoever is answered has it")
                .containsExactly(
                        "LOBBY " + MessageTime.format(first) + " ann: hello",
                        "LOBBY " + MessageTime.format(second) + " ann: hello",
                        lines(other.lobby()).get(2))
                .hasSize(3);
        assertThat(lines(other.lobby()).get(2)).endsWith(" bob: hello");
    }

    @Test
    void theSameAtOnceIsSaidOnceToo() {
        Backend.Ports bridge = backend().bridge();
        Nickname ann = online(bridge, "ann");
        List<CompletableFuture<OptionalLong>> answers = IntStream.range(0, 50)
                .mapToObj(i -> bridge.lobbyBus()
                        .publishOnce(ann, HOME, new LobbyBus.Keyed("key", "hello"), Deadline.ofRedis())
                        .toCompletableFuture())
                .toList();

        assertThat(answers.stream().map(Contract::await).distinct()).hasSize(1);
        assertThat(lines(bridge.lobby())).hasSize(1);
    }

    @Test
    void whoLostTheNameSaysNothingUnderAKeyEither() {
        Backend.Ports bridge = backend().bridge();
        Nickname ann = online(bridge, "ann");
        once(bridge, ann, "key", "hello");
        await(bridge.presence().release(ann));
        Backend.Ports other = backend().bridge();
        online(other, "ann");

        assertThat(await(bridge.lobbyBus()
                        .publishOnce(ann, HOME, new LobbyBus.Keyed("key", "hello"), Deadline.ofRedis())))
                .isEmpty();
    }

    private static long once(Backend.Ports bridge, Nickname from, String key, String text) {
        return await(bridge.lobbyBus().publishOnce(from, HOME, new LobbyBus.Keyed(key, text), Deadline.ofRedis()))
                .getAsLong();
    }

    @Test
    void everyBridgeGetsTheSameInTheSameOrder() {
        Backend.Ports one = backend().bridge();
        Backend.Ports other = backend().bridge();
        Nickname ann = online(one, "ann");
        Nickname bob = online(other, "bob");
        List<CompletableFuture<OptionalLong>> answers = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            answers.add(one.lobbyBus()
                    .publish(ann, HOME, "from ann " + i, Deadline.ofRedis())
                    .toCompletableFuture());
            answers.add(other.lobbyBus()
                    .publish(bob, HOME, "from bob " + i, Deadline.ofRedis())
                    .toCompletableFuture());
        }
        answers.forEach(Contract::await);

        eventually(() -> {
            assertThat(lines(one.lobby())).hasSize(100);
            assertThat(lines(other.lobby())).isEqualTo(lines(one.lobby()));
        });
    }

    @Test
    void timesRise() {
        Backend.Ports bridge = backend().bridge();
        Nickname ann = online(bridge, "ann");
        List<CompletableFuture<OptionalLong>> answers = IntStream.range(0, 200)
                .mapToObj(i -> bridge.lobbyBus()
                        .publish(ann, HOME, String.valueOf(i), Deadline.ofRedis())
                        .toCompletableFuture())
                .toList();

        List<Long> times =
                answers.stream().map(answer -> await(answer).getAsLong()).toList();

        assertThat(times).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void oneThreadsPublicationsKeepTheirOrder() {
        Backend.Ports bridge = backend().bridge();
        Nickname ann = online(bridge, "ann");
        List<String> expected =
                IntStream.range(0, 200).mapToObj(i -> "ann: " + i).toList();

        IntStream.range(0, 200)
                .mapToObj(i -> bridge.lobbyBus().publish(ann, HOME, String.valueOf(i), Deadline.ofRedis()))
                .toList()
                .forEach(Contract::await);

        assertThat(texts(bridge.lobby())).isEqualTo(expected);
    }

    @Test
    void textIsKeptToTheCharacter() {
        Backend.Ports bridge = backend().bridge();
        Backend.Ports other = backend().bridge();
        Nickname ann = online(bridge, "ann");
        String text = "  Straße: 你好  \t👩‍👩‍👧 a: b ::";

        await(bridge.lobbyBus().publish(ann, HOME, text, Deadline.ofRedis()));

        assertThat(texts(bridge.lobby())).containsExactly("ann: " + text);
        eventually(() -> assertThat(texts(other.lobby())).containsExactly("ann: " + text));
        assertThat(texts(backend().bridge().lobby())).containsExactly("ann: " + text);
    }

    @Test
    void aNicknameThatIsNotThisBridgesPublishesNothing() {
        Backend.Ports bridge = backend().bridge();
        Nickname ann = online(backend().bridge(), "ann");
        Nickname bob = online(bridge, "bob");
        await(bridge.presence().release(bob));

        assertThat(await(bridge.lobbyBus().publish(ann, HOME, "not me", Deadline.ofRedis())))
                .isEmpty();
        assertThat(await(bridge.lobbyBus().publish(bob, HOME, "not any more", Deadline.ofRedis())))
                .isEmpty();
        assertThat(await(bridge.lobbyBus().read(0, Long.MAX_VALUE, HERE))
                        .messages()
                        .size())
                .isZero();
        assertThat(await(bridge.presence().online(Deadline.ofRedis()))).containsExactly("ann");
    }

    @Test
    void directClientsHearExactlyWhatWasAgreed() {
        Backend.Ports bridge = backend().bridge();
        Nickname ann = online(bridge, "ann");
        List<String> heard = new CopyOnWriteArrayList<>();
        backend().directSubscribe(RedisNames.CHAT, payload -> heard.add(new String(payload, UTF_8)));

        await(bridge.lobbyBus().publish(ann, HOME, "hi: there", Deadline.ofRedis()));
        await(bridge.lobbyBus().announce("tea is ready", Deadline.ofRedis()));

        eventually(() -> assertThat(heard).containsExactly("ann: hi: there", Payload.announced("tea is ready")));
    }

    @Test
    void aLobbyThatHasCaughtUpHasAllThatWasStored() {
        Backend.Ports bridge = backend().bridge();
        Backend.Ports other = backend().bridge();
        Nickname ann = online(bridge, "ann");
        await(other.lobbyBus().caughtUp(Deadline.ofRedis()));

        for (int i = 1; i <= 20; i++) {
            await(bridge.lobbyBus().publish(ann, HOME, "number " + i, Deadline.ofRedis()));
            await(other.lobbyBus().caughtUp(Deadline.ofRedis()));
            assertThat(lines(other.lobby())).hasSize(i);
        }
    }

    @Test
    void announcementsAreNotices() {
        Backend.Ports bridge = backend().bridge();
        Backend.Ports other = backend().bridge();

        long micros = await(bridge.lobbyBus().announce("tea is ready", Deadline.ofRedis()));

        String line = "NOTICE " + MessageTime.format(micros) + " Administrator: tea is ready";
        assertThat(lines(bridge.lobby())).containsExactly(line);
        eventually(() -> assertThat(lines(other.lobby())).containsExactly(line));
        assertThat(lines(backend().bridge().lobby())).containsExactly(line);
    }

    @Test
    void directClientsMessagesReachEveryLobby() {
        Backend.Ports bridge = backend().bridge();
        Backend.Ports other = backend().bridge();

        backend().directPublish(RedisNames.CHAT, bytes("dave: hello "));
        backend().directPublish(RedisNames.CHAT, bytes("no colon"));
        backend().directPublish(RedisNames.CHAT, bytes(Payload.announced("by hand")));

        for (Backend.Ports each : List.of(bridge, other)) {
            eventually(() -> assertThat(texts(each.lobby()))
                    .containsExactly("dave: hello", ": no colon", "Administrator: by hand"));
        }
    }

    @Test
    void whatADirectClientSaysBetweenPublicationsStandsBetweenThem() {
        Backend.Ports bridge = backend().bridge();
        Nickname ann = online(bridge, "ann");

        await(bridge.lobbyBus().publish(ann, HOME, "one", Deadline.ofRedis()));
        backend().directPublish(RedisNames.CHAT, bytes("dave: two "));
        eventually(() -> assertThat(lines(bridge.lobby())).hasSize(2));
        await(bridge.lobbyBus().publish(ann, HOME, "three", Deadline.ofRedis()));

        assertThat(texts(bridge.lobby())).containsExactly("ann: one", "dave: two", "ann: three");
        assertThat(lines(bridge.lobby()).stream().map(line -> line.split(" ", 3)[1]))
                .isSorted()
                .doesNotHaveDuplicates();
    }

    @Test
    void aBridgeThatComesLaterHasWhatWasStored() {
        Backend.Ports first = backend().bridge();
        Nickname ann = online(first, "ann");
        await(first.lobbyBus().publish(ann, HOME, "one", Deadline.ofRedis()));
        await(first.lobbyBus().publish(ann, HOME, "two", Deadline.ofRedis()));

        Backend.Ports later = backend().bridge();
        assertThat(lines(later.lobby())).isEqualTo(lines(first.lobby()));

        await(first.lobbyBus().publish(ann, HOME, "three", Deadline.ofRedis()));
        eventually(() -> assertThat(lines(later.lobby())).isEqualTo(lines(first.lobby())));
    }

    @Test
    void readingBeginsBehindATime() {
        Backend.Ports bridge = backend().bridge();
        Nickname ann = online(bridge, "ann");
        long[] times = IntStream.range(0, 5)
                .mapToLong(i -> await(bridge.lobbyBus().publish(ann, HOME, String.valueOf(i), Deadline.ofRedis()))
                        .getAsLong())
                .toArray();

        LobbyBus.Page page = await(bridge.lobbyBus().read(times[1], Long.MAX_VALUE, HERE));

        EncodedMessages messages = page.messages();
        int first = messages.firstAfter(times[1]);
        assertThat(PageLines.of(messages).subList(first, messages.size()))
                .containsExactly(
                        new LobbyMessage(times[2], MessageKind.LOBBY, "ann", "2").line(),
                        new LobbyMessage(times[3], MessageKind.LOBBY, "ann", "3").line(),
                        new LobbyMessage(times[4], MessageKind.LOBBY, "ann", "4").line());
        assertThat(page.more()).isFalse();
        assertThat(page.missing()).isZero();
    }

    @Test
    void readingGoesOnWhereAPageEnds() {
        Backend.Ports bridge = backend().bridge();
        Nickname ann = online(bridge, "ann");
        List<String> texts =
                IntStream.range(0, 250).mapToObj(i -> i + "x".repeat(2_000)).toList();
        List<CompletionStage<OptionalLong>> said = texts.stream()
                .map(text -> bridge.lobbyBus().publish(ann, HOME, text, Deadline.ofRedis()))
                .toList();
        said.forEach(Contract::await);
        List<String> read = new ArrayList<>();
        long after = 0;
        int pages = 0;
        boolean more = true;
        while (more) {
            LobbyBus.Page page = await(bridge.lobbyBus().read(after, Long.MAX_VALUE, HERE));
            EncodedMessages messages = page.messages();
            read.addAll(PageLines.texts(messages).subList(messages.firstAfter(after), messages.size()));
            after = messages.size() == 0 ? after : messages.micros(messages.size() - 1);
            more = page.more();
            pages++;
        }
        assertThat(read).containsExactlyElementsOf(texts);
        assertThat(pages).isGreaterThan(1);
    }

    @Test
    void nothingIsMissingWhereNothingWasStored() {
        LobbyBus.Page page = await(backend().bridge().lobbyBus().read(0, Long.MAX_VALUE, HERE));

        assertThat(page.messages().size()).isZero();
        assertThat(page.missing()).isZero();
    }
}
