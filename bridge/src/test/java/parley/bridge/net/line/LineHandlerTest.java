package parley.bridge.net.line;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.channel.embedded.EmbeddedChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import parley.bridge.chat.answer.Outlet;
import parley.bridge.chat.answer.Reply;
import parley.bridge.chat.budget.LineBudget;
import parley.bridge.chat.session.Conversation;
import parley.bridge.chat.session.Line;
import parley.bridge.chat.session.LineEndpoint;
import parley.bridge.chat.session.Request;
import parley.bridge.limits.ClientAddress;
import parley.bridge.limits.Limits;
import parley.protocol.metric.DurationCounter;

/** What a connection holds of what was read while its endpoint has no room. */
class LineHandlerTest {
    private static final ClientAddress HERE = new ClientAddress(0, 0);

    private final EmbeddedChannel channel = new EmbeddedChannel();
    private final AtomicBoolean paced = new AtomicBoolean();
    private final AtomicLong now = new AtomicLong();
    private final LineLoop loop =
            new LineLoop(channel.eventLoop(), new DurationCounter(), () -> true, paced::get, now::get);
    private final LineBudget budget = new LineBudget(1_000_000);
    private final Slow endpoint;

    LineHandlerTest() {
        List<Slow> endpoints = new ArrayList<>();
        LineHandler handler = new LineHandler(new SessionExecutor(channel, loop, HERE), new PlainLines(4_096), made -> {
            endpoints.add(new Slow(made, channel.eventLoop(), budget));
            return endpoints.get(0);
        });
        endpoint = endpoints.get(0);
        channel.pipeline().addLast(handler);
        channel.freezeTime();
    }

    @AfterEach
    void close() {
        channel.finishAndReleaseAll();
    }

    /** Answers when it is told to. */
    private static final class Slow implements LineEndpoint, Conversation.Speaker {
        final List<String> read = new ArrayList<>();
        final CompletableFuture<Reply> answer = new CompletableFuture<>();
        private final Conversation conversation;

        Slow(Outlet outlet, Executor executor, LineBudget budget) {
            conversation = new Conversation(this, outlet, executor, budget);
        }

        @Override
        public Request read(Line line) {
            read.add(line.text());
            return new Request(true, () -> answer);
        }

        @Override
        public Conversation conversation() {
            return conversation;
        }

        @Override
        public void wake() {
            conversation.pump();
        }

        @Override
        public void disconnected() {
            conversation.stop();
        }

        @Override
        public void greet() {}

        @Override
        public void quiet() {}

        @Override
        public void ended() {}
    }

    private ByteBuf lines(int from, int to, int capacity) {
        ByteBuf bytes = channel.alloc().buffer(capacity);
        for (int number = from; number < to; number++) {
            bytes.writeCharSequence("line " + number + "\n", StandardCharsets.UTF_8);
        }
        return bytes;
    }

    private void run() {
        do {
            channel.runPendingTasks();
        } while (channel.runScheduledPendingTasks() == 0);
        channel.runPendingTasks();
    }

    @Test
    void aFewBytesHoldNoLargeBuffer() {
        ByteBuf bytes = lines(0, 100, Limits.READ_BYTES);

        channel.writeInbound(bytes);

        assertThat(endpoint.read).hasSize(Limits.COMMANDS_IN_FLIGHT);
        assertThat(bytes.refCnt()).isZero();
        assertThat(channel.config().isAutoRead()).isFalse();
    }

    @Test
    void othersHaveTheirTurnBetweenManyLines() {
        endpoint.answer.complete(Reply.ok());

        channel.pipeline().fireChannelRead(lines(0, 3 * Limits.LINES_A_TURN + 1, Limits.READ_BYTES));
        assertThat(endpoint.read).hasSize(Limits.LINES_A_TURN);
        assertThat(channel.config().isAutoRead()).isFalse();

        int[] turns = {0};
        loop.readTurns().await(new ClientAddress(0, 1), () -> turns[0] = endpoint.read.size());
        run();
        assertThat(turns[0]).as("when another's turn came").isEqualTo(2 * Limits.LINES_A_TURN);
        assertThat(endpoint.read).hasSize(3 * Limits.LINES_A_TURN + 1);
        assertThat(channel.config().isAutoRead()).isTrue();
    }

    @Test
    void anAddressThatSendsTooMuchIsReadMoreSlowly() {
        endpoint.answer.complete(Reply.ok());
        paced.set(true);
        loop.received(Limits.READ_BURST, new ClientAddress(0, 1));
        ByteBuf first = lines(0, 3, 64);
        int length = first.readableBytes();
        loop.received(Limits.READ_BURST - length, HERE);

        channel.writeInbound(first);
        assertThat(channel.config().isAutoRead()).as("after a burst").isTrue();
        channel.writeInbound(lines(3, 6, 64));
        assertThat(endpoint.read).hasSize(6);
        assertThat(channel.config().isAutoRead()).as("after more").isFalse();

        Duration pause = Duration.ofNanos(length * TimeUnit.SECONDS.toNanos(1) / Limits.READ_RATE);
        advance(pause.minusNanos(2));
        assertThat(channel.config().isAutoRead()).isFalse();
        advance(Duration.ofNanos(2));
        assertThat(channel.config().isAutoRead()).isTrue();
    }

    private void advance(Duration time) {
        now.addAndGet(time.toNanos());
        channel.advanceTimeBy(time.toNanos(), TimeUnit.NANOSECONDS);
        run();
    }

    @Test
    void whoHasNoRoomAfterAPauseIsNotRead() {
        paced.set(true);
        loop.received(Limits.READ_BURST, HERE);
        channel.writeInbound(lines(0, Limits.COMMANDS_IN_FLIGHT + 5, Limits.READ_BYTES));
        assertThat(endpoint.read).hasSize(Limits.COMMANDS_IN_FLIGHT);

        advance(Duration.ofSeconds(1));
        assertThat(channel.config().isAutoRead()).isFalse();

        endpoint.answer.complete(Reply.ok());
        run();
        assertThat(endpoint.read).hasSize(Limits.COMMANDS_IN_FLIGHT + 5);
        assertThat(channel.config().isAutoRead()).isTrue();
    }

    @Test
    void whoGetsRoomInAPauseIsReadAfterIt() {
        paced.set(true);
        loop.received(Limits.READ_BURST, HERE);
        channel.writeInbound(lines(0, Limits.COMMANDS_IN_FLIGHT + 5, Limits.READ_BYTES));

        endpoint.answer.complete(Reply.ok());
        run();
        assertThat(channel.config().isAutoRead()).isFalse();

        advance(Duration.ofSeconds(1));
        assertThat(endpoint.read).hasSize(Limits.COMMANDS_IN_FLIGHT + 5);
        assertThat(channel.config().isAutoRead()).isTrue();
    }

    @Test
    void aBufferThatIsInUseAgainIsNoneThatIsHeld() {
        ByteBuf bytes = lines(0, 10, Limits.READ_BYTES);

        channel.writeInbound(bytes.retain());

        assertThat(channel.isOpen()).isTrue();
        assertThat(endpoint.read).hasSize(10);
        assertThat(bytes.refCnt()).isEqualTo(1);
        bytes.release();
    }

    @Test
    void whatIsHeldIsFedInOrderOnceThereIsRoom() {
        channel.writeInbound(lines(0, 100, Limits.READ_BYTES), lines(100, 200, 2_048));
        assertThat(endpoint.read).hasSize(Limits.COMMANDS_IN_FLIGHT);

        endpoint.answer.complete(Reply.ok());
        run();

        assertThat(channel.config().isAutoRead()).isTrue();
        assertThat(endpoint.read).hasSize(200);
        for (int number = 0; number < 200; number++) {
            assertThat(endpoint.read.get(number)).isEqualTo("line " + number);
        }
    }

    @Test
    void losesNoLineWhereThoseOfAllSessionsAreTooMuch() {
        budget.add(1_000_000);
        channel.writeInbound(lines(0, 10, Limits.READ_BYTES), lines(10, 20, 2_048));
        assertThat(endpoint.read).containsExactly("line 0");
        assertThat(channel.config().isAutoRead()).isFalse();

        endpoint.answer.complete(Reply.ok());
        run();

        assertThat(channel.config().isAutoRead()).isTrue();
        assertThat(endpoint.read).hasSize(20).last().isEqualTo("line 19");
    }

    @Test
    void goesOnWhereOthersMadeRoomMeanwhile() {
        budget.add(1_000_000);
        channel.writeInbound(lines(0, 10, Limits.READ_BYTES));
        budget.release(1_000_000);
        assertThat(endpoint.read).containsExactly("line 0");

        endpoint.answer.complete(Reply.ok());
        run();

        assertThat(endpoint.read).hasSize(10);
        assertThat(channel.config().isAutoRead()).isTrue();
    }

    @Test
    void longLinesWaitInTheSystem() {
        String text = "x".repeat(4_000);
        for (int number = 0; channel.config().isAutoRead(); number++) {
            assertThat(number).isLessThanOrEqualTo(Limits.LINES_IN_FLIGHT_BYTES / text.length());
            ByteBuf bytes = channel.alloc().buffer(4_096);
            bytes.writeCharSequence(text + "\n", StandardCharsets.UTF_8);
            channel.writeInbound(bytes);
        }
        assertThat(endpoint.read).hasSize(5);
    }
}
