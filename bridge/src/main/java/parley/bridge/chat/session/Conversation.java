package parley.bridge.chat.session;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import parley.bridge.chat.answer.Body;
import parley.bridge.chat.answer.Outlet;
import parley.bridge.chat.answer.Reply;
import parley.bridge.chat.budget.LineBudget;
import parley.bridge.chat.port.UnavailableException;
import parley.bridge.limits.Limits;
import parley.protocol.ErrorCode;

/**
 * Keeps a session's lines and answers in order: one answer a line, in the order sent, whole before the next begins.
 *
 * <p>A line begins when all before it are answered; requests that overlap (publications) begin side by side. At
 * most {@link Limits#COMMANDS_IN_FLIGHT} lines wait or run, or {@link Limits#LINES_IN_FLIGHT_BYTES} of them, then reading stops. Everything runs on the session's executor, except
 * {@link #wake}, which any thread may call.
 */
public final class Conversation {
    private static final Logger log = LoggerFactory.getLogger(Conversation.class);

    private static final AtomicIntegerFieldUpdater<Conversation> WOKEN =
            AtomicIntegerFieldUpdater.newUpdater(Conversation.class, "woken");

    /** Gives the lines their meaning. */
    public interface Speaker {
        /**
         * Says what the line asks for; null where it gets no answer. Called once a line, when all before it are answered, or only
         * those have no answer yet that overlap.
         */
        @Nullable
        Request read(Line line);

        /** A line has got its answer, status line included. */
        default void answered(Reply reply) {}

        /** No answer is half written: what comes on its own may be written now. */
        void quiet();

        /** An answer is half written: nothing else may be written until all of it is. */
        default void unfinished() {}

        /** No line will be taken up any more: all have their answers, or one was given that ends the session. */
        void ended();
    }

    /**
     * An answer that is not given yet.
     *
     * @param bytes that the line takes, which is in what was begun
     */
    private record Begun(CompletableFuture<Reply> answer, int bytes) {}

    private final Speaker speaker;
    private final Outlet outlet;
    private final Executor executor;
    private final LineBudget budget;
    private ShortQueue<Line> waiting = ShortQueue.empty();
    private ShortQueue<Begun> begun = ShortQueue.empty();
    /** Whether it is to pump soon; by {@link #WOKEN} alone. */
    private volatile int woken;

    /** Memory that the lines take which wait, or whose answers do. */
    private int bytes;
    /** What the first of those waiting asks for, once it is read. */
    private @Nullable Request next;

    /** Whether whatever has begun overlaps. */
    private boolean overlapping;

    private boolean writing;
    private boolean pumping;
    private boolean inputEnded;
    private boolean ended;

    /** @param budget what the lines of all sessions may take together */
    public Conversation(Speaker speaker, Outlet outlet, Executor executor, LineBudget budget) {
        this.budget = budget;
        this.speaker = speaker;
        this.outlet = outlet;
        this.executor = executor;
    }

    public void accept(Line line) {
        if (!ended && !inputEnded) {
            waiting = waiting.plus(line);
            bytes += line.bytes();
            budget.add(line.bytes());
            outlet.reading(hasRoom());
        }
    }

    /** Whether another line is welcome: the first always is, others where neither this session nor all have too much. */
    public boolean hasRoom() {
        return waiting.size() + begun.size() < Limits.COMMANDS_IN_FLIGHT
                && (bytes == 0 || (bytes < Limits.LINES_IN_FLIGHT_BYTES && !budget.isFull()));
    }

    /** A line is answered, or never will be; where all were given back at the end, nothing is left. */
    private void giveBack(int lineBytes) {
        int given = Math.min(lineBytes, bytes);
        bytes -= given;
        budget.release(given);
    }

    /** No more lines will come: what is there is answered, then the session ends. */
    public void inputEnded() {
        inputEnded = true;
        pump();
    }

    /** Takes up no further line; the session ends with the reply when what has begun is answered. */
    public void windUp(Reply last) {
        drop();
        begun = begun.plus(new Begun(CompletableFuture.completedFuture(last), 0));
        inputEnded();
    }

    /**
     * Stops at once, answering nothing more; what has not begun never will. Completes when what has begun has taken effect or
     * failed, on any thread; never fails.
     */
    public CompletionStage<Void> stop() {
        ended = true;
        drop();
        giveBack(bytes);
        return CompletableFuture.allOf(begun.stream().map(Begun::answer).toArray(CompletableFuture[]::new))
                .exceptionally(failure -> null);
    }

    private void drop() {
        waiting.stream().forEach(line -> giveBack(line.bytes()));
        waiting = ShortQueue.empty();
        next = null;
    }

    /** Makes {@link #pump} run soon, once for however many calls; any thread. */
    public void wake() {
        if (woken == 0 && WOKEN.compareAndSet(this, 0, 1)) {
            executor.execute(() -> {
                woken = 0;
                pump();
            });
        }
    }

    /** Begins and answers whatever can be. */
    public void pump() {
        if (pumping || ended) {
            return;
        }
        pumping = true;
        try {
            while (!ended && (answerNext() || beginNext())) {
                // Each step may allow another.
            }
            if (!ended) {
                outlet.reading(hasRoom());
                if (!writing) {
                    speaker.quiet();
                }
                if (inputEnded && waiting.isEmpty() && begun.isEmpty()) {
                    stop();
                    speaker.ended();
                }
            }
        } finally {
            pumping = false;
        }
        outlet.flush();
    }

    private boolean beginNext() {
        Line line = waiting.first();
        if (line == null || !(begun.isEmpty() || overlapping)) {
            return false;
        }
        Request request = next != null ? next : speaker.read(line);
        if (request != null && !begun.isEmpty() && !request.overlaps()) {
            next = request;
            return false;
        }
        waiting = waiting.minusFirst();
        next = null;
        if (request != null) {
            begin(request, line.bytes());
        } else {
            giveBack(line.bytes());
        }
        return true;
    }

    private void begin(Request request, int lineBytes) {
        overlapping = request.overlaps();
        CompletableFuture<Reply> answer = request.action().get().toCompletableFuture();
        begun = begun.plus(new Begun(answer, lineBytes));
        boolean later = !answer.isDone();
        answer.whenComplete((done, failure) -> {
            if (failure != null) {
                complain(failure);
            }
            if (later) {
                wake();
            }
        });
    }

    private boolean answerNext() {
        Begun first = begun.first();
        if (first == null || !first.answer.isDone()) {
            return false;
        }
        Reply reply = reply(first.answer);
        if (!outlet.isWritable() && !reply.ends()) {
            return false;
        }
        if (reply.body() != Body.NONE && !outlet.takeTurn()) {
            return false;
        }
        writing = true;
        Body.Progress progress = reply.body().write(outlet, this::wake);
        if (progress != Body.Progress.DONE) {
            speaker.unfinished();
            outlet.flush();
            if (progress == Body.Progress.MORE && outlet.isWritable()) {
                wake();
            }
            return false;
        }
        outlet.line(reply.statusLine());
        speaker.answered(reply);
        writing = false;
        begun = begun.minusFirst();
        giveBack(first.bytes);
        Runnable then = reply.body().refusal() == null ? reply.then() : null;
        if (then != null) {
            then.run();
        }
        if (reply.ends()) {
            stop();
            speaker.ended();
        }
        return true;
    }

    /** Also where nobody waits for the answer any more. */
    private static void complain(Throwable failure) {
        Throwable cause = failure.getCause() != null ? failure.getCause() : failure;
        if (!(cause instanceof UnavailableException)) {
            log.error("A command failed", cause);
        }
    }

    /** What is done says, or that there could be none. */
    private static Reply reply(CompletableFuture<Reply> done) {
        try {
            return done.join();
        } catch (CompletionException | CancellationException failure) {
            return Reply.error(ErrorCode.UNAVAILABLE);
        }
    }
}
