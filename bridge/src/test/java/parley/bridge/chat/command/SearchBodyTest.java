package parley.bridge.chat.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import parley.bridge.chat.answer.Body.Progress;
import parley.bridge.chat.answer.RecordingOutlet;
import parley.bridge.chat.lobby.LobbyMessage;
import parley.bridge.chat.port.Archivers.Found;
import parley.bridge.chat.port.UnavailableException;
import parley.protocol.ErrorCode;
import parley.protocol.MessageKind;
import parley.protocol.Payload;

class SearchBodyTest {
    private final RecordingOutlet outlet = new RecordingOutlet();
    private final List<CompletableFuture<Found>> asked = new ArrayList<>();
    private int resumed;

    private static List<LobbyMessage> messages(long from, long to, String text) {
        return LongStream.range(from, to)
                .mapToObj(micros -> new LobbyMessage(micros, MessageKind.LOBBY, "ann", text))
                .toList();
    }

    private Found piece(long from, long to, boolean more) {
        return new Found(messages(from, to, "x"), more ? deadline -> asks() : null);
    }

    private CompletableFuture<Found> asks() {
        CompletableFuture<Found> next = new CompletableFuture<>();
        asked.add(next);
        return next;
    }

    private Progress write(SearchBody body) {
        return body.write(outlet, () -> resumed++);
    }

    @Test
    void writesPieceAfterPiece() {
        SearchBody body = new SearchBody(piece(0, 3, true));
        assertThat(write(body)).isEqualTo(Progress.WAITING);
        assertThat(outlet.take()).hasSize(3);
        asked.get(0).complete(piece(3, 5, true));
        assertThat(resumed).isEqualTo(1);
        assertThat(write(body)).isEqualTo(Progress.MORE);
        assertThat(write(body)).isEqualTo(Progress.WAITING);
        asked.get(1).complete(piece(5, 6, false));
        assertThat(write(body)).isEqualTo(Progress.MORE);
        assertThat(write(body)).isEqualTo(Progress.DONE);
        assertThat(outlet.take())
                .containsExactly(
                        "LOBBY 1970-01-01T00:00:00.000003Z ann: x",
                        "LOBBY 1970-01-01T00:00:00.000004Z ann: x",
                        "LOBBY 1970-01-01T00:00:00.000005Z ann: x");
        assertThat(body.count()).isEqualTo(6);
        assertThat(body.refusal()).isNull();
    }

    @Test
    void aReaderThatStallsAsksForNothing() {
        SearchBody body = new SearchBody(piece(0, 3, true));
        outlet.writable = false;
        assertThat(write(body)).isEqualTo(Progress.MORE);
        assertThat(write(body)).isEqualTo(Progress.MORE);
        assertThat(asked).isEmpty();
        outlet.writable = true;
        assertThat(write(body)).isEqualTo(Progress.WAITING);
        assertThat(asked).hasSize(1);
    }

    @Test
    void aLongMessageTakesSeveralTurns() {
        SearchBody body = new SearchBody(new Found(messages(0, 4, "x".repeat(Payload.MAX_BYTES)), null));
        int turns = 1;
        while (write(body) == Progress.MORE) {
            turns++;
        }
        assertThat(turns).isEqualTo(4);
        assertThat(outlet.take()).hasSize(4);
        assertThat(body.count()).isEqualTo(4);
    }

    @Test
    void whereTheArchiverIsGoneTheRestIsRefused() {
        SearchBody body = new SearchBody(piece(0, 3, true));
        write(body);
        asked.get(0).completeExceptionally(new UnavailableException("gone"));
        assertThat(write(body)).isEqualTo(Progress.DONE);
        assertThat(body.refusal()).isEqualTo(ErrorCode.UNAVAILABLE);
    }

    @Test
    void whereNothingIsLeftOfTheRestTheAnswerIsComplete() {
        SearchBody body = new SearchBody(piece(0, 3, true));
        write(body);
        asked.get(0).complete(piece(0, 0, false));
        assertThat(write(body)).isEqualTo(Progress.MORE);
        assertThat(write(body)).isEqualTo(Progress.DONE);
        assertThat(body.count()).isEqualTo(3);
    }
}
