package parley.bridge.chat.answer;

import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import parley.bridge.chat.port.Fence;
import parley.protocol.ErrorCode;

/** Holds an answer's messages back while the fence is closed, and for good once the session's nickname is lost. */
public final class FencedBody implements Body {
    private final Fence fence;
    private final BooleanSupplier lost;
    private final Body body;
    private @Nullable CompletableFuture<?> opened;
    private boolean refused;

    /** @param lost whether the nickname is somebody else's by now */
    public FencedBody(Fence fence, BooleanSupplier lost, Body body) {
        this.fence = fence;
        this.lost = lost;
        this.body = body;
    }

    @Override
    public Progress write(Outlet outlet, Runnable resume) {
        // In this order: those that lost their nicknames know it when the fence opens.
        if (fence.isOpen()) {
            opened = null;
            return lost.getAsBoolean() ? Progress.WAITING : body.write(outlet, resume);
        }
        if (opened == null || (opened.isDone() && !opened.isCompletedExceptionally())) {
            CompletableFuture<?> waiting = fence.opened().toCompletableFuture();
            opened = waiting;
            waiting.whenComplete((done, failure) -> resume.run());
        }
        refused = opened.isCompletedExceptionally();
        return refused ? Progress.DONE : Progress.WAITING;
    }

    @Override
    public long count() {
        return body.count();
    }

    @Override
    public @Nullable ErrorCode refusal() {
        return refused ? ErrorCode.UNAVAILABLE : body.refusal();
    }
}
