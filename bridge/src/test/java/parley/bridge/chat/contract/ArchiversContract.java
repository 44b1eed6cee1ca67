package parley.bridge.chat.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import parley.bridge.chat.lobby.LobbyMessage;
import parley.bridge.chat.name.Nickname;
import parley.bridge.chat.port.Archivers;
import parley.bridge.chat.port.Archivers.Found;
import parley.bridge.chat.port.UnavailableException;
import parley.bridge.limits.Deadline;
import parley.protocol.MessageKind;

/** What {@link Archivers} promises. */
public abstract class ArchiversContract extends Contract {

    private static long publish(Backend.Ports bridge, Nickname nick, String text) {
        return await(bridge.lobbyBus().publish(nick, HOME, text, Deadline.ofRedis()))
                .orElseThrow();
    }

    private static Optional<Found> first(Backend.Ports bridge, String words) {
        return await(bridge.archivers().search(words, HOME, Deadline.ofRedis()));
    }

    /** All pieces of it. */
    private static List<LobbyMessage> search(Backend.Ports bridge, String words) {
        Found piece = first(bridge, words).orElseThrow();
        List<LobbyMessage> all = new ArrayList<>(piece.messages());
        for (Function<Deadline, CompletionStage<Found>> rest = piece.rest(); rest != null; rest = piece.rest()) {
            piece = await(rest.apply(Deadline.ofRedis()));
            all.addAll(piece.messages());
        }
        return all;
    }

    @Test
    void findsWhatHoldsAllOfTheWords() {
        Backend.Ports bridge = backend().bridge();
        backend().archiver();
        Nickname ann = online(bridge, "ann");
        long first = publish(bridge, ann, "Red, green: blue");
        publish(bridge, ann, "red");
        long notice = await(bridge.lobbyBus().announce("blue and red", Deadline.ofRedis()));

        assertThat(search(bridge, "red BLUE"))
                .containsExactly(
                        new LobbyMessage(first, MessageKind.LOBBY, "ann", "Red, green: blue"),
                        new LobbyMessage(notice, MessageKind.NOTICE, "Administrator", "blue and red"));
        assertThat(search(bridge, "yellow")).isEmpty();
    }

    @Test
    void findsWhatWasSaidOnAnotherBridge() {
        Backend.Ports one = backend().bridge();
        Backend.Ports other = backend().bridge();
        backend().archiver();
        long time = publish(other, online(other, "bob"), "over there");
        eventually(() -> assertThat(one.lobby().last()).isEqualTo(time));

        assertThat(search(one, "there")).extracting(LobbyMessage::micros).containsExactly(time);
        assertThat(search(other, "there")).extracting(LobbyMessage::sender).containsExactly("bob");
    }

    @Test
    void findsTheNewestTwentyInPieces() {
        Backend.Ports bridge = backend().bridge();
        backend().archiver();
        Nickname ann = online(bridge, "ann");
        List<Long> times = IntStream.rangeClosed(1, 25)
                .mapToObj(number -> publish(bridge, ann, "number " + number))
                .toList();

        Found piece = first(bridge, "number").orElseThrow();
        assertThat(piece.messages()).hasSizeBetween(1, 19);
        assertThat(piece.rest()).isNotNull();
        assertThat(search(bridge, "number"))
                .extracting(LobbyMessage::micros)
                .containsExactlyElementsOf(times.subList(5, 25));
    }

    @Test
    void findsNothingInNothing() {
        Backend.Ports bridge = backend().bridge();
        backend().archiver();
        assertThat(first(bridge, "?! ...")).isEmpty();
    }

    @Test
    void nobodyAnswersWhereThereIsNoArchiver() {
        Backend.Ports bridge = backend().bridge();
        Deadline deadline = Deadline.in(Duration.ofSeconds(30));
        assertThatThrownBy(() -> bridge.archivers()
                        .search("word", HOME, deadline)
                        .toCompletableFuture()
                        .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS))
                .hasCauseInstanceOf(UnavailableException.class);
    }
}
