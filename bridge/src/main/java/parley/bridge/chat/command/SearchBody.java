package parley.bridge.chat.command;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import parley.bridge.chat.answer.Body;
import parley.bridge.chat.answer.EncodedBody;
import parley.bridge.chat.answer.Outlet;
import parley.bridge.chat.lobby.LobbyMessage;
import parley.bridge.chat.port.Archivers.Found;
import parley.bridge.limits.Deadline;
import parley.protocol.ErrorCode;

/** Writes what was found, piece by piece: the next is asked for when its reader takes it, so a reader that stalls holds one. */
final class SearchBody implements Body {
    /** Null once they are written. */
    private @Nullable EncodedBody lines;

    private @Nullable Function<Deadline, CompletionStage<Found>> rest;
    private @Nullable CompletableFuture<Found> asked;
    private boolean failed;
    private long count;

    SearchBody(Found first) {
        take(first);
    }

    private void take(Found piece) {
        lines = EncodedBody.ofOwn(
                piece.messages().stream().map(LobbyMessage::line).toList());
        rest = piece.rest();
    }

    @Override
    public Progress write(Outlet outlet, Runnable resume) {
        if (lines != null) {
            if (lines.write(outlet, resume) == Progress.MORE) {
                return Progress.MORE;
            }
            count += lines.count();
            lines = null;
        }
        if (rest == null) {
            return Progress.DONE;
        }
        return outlet.isWritable() ? next(rest, resume) : Progress.MORE;
    }

    private Progress next(Function<Deadline, CompletionStage<Found>> following, Runnable resume) {
        if (asked == null) {
            asked = following.apply(Deadline.ofRedis()).toCompletableFuture();
            if (!asked.isDone()) {
                asked.whenComplete((piece, failure) -> resume.run());
            }
        }
        if (!asked.isDone()) {
            return Progress.WAITING;
        }
        failed = asked.isCompletedExceptionally();
        if (failed) {
            return Progress.DONE;
        }
        take(asked.join());
        asked = null;
        return Progress.MORE;
    }

    @Override
    public long count() {
        return count;
    }

    @Override
    public @Nullable ErrorCode refusal() {
        return failed ? ErrorCode.UNAVAILABLE : null;
    }
}
