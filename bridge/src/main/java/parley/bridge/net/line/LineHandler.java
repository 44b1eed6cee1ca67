package parley.bridge.net.line;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import parley.bridge.chat.answer.Outlet;
import parley.bridge.chat.session.Line;
import parley.bridge.chat.session.LineEndpoint;
import parley.bridge.limits.Limits;

/**
 * Serves a connection that carries lines: feeds its endpoint what the client sends, no faster than it is taken up, and ends when
 * both are done.
 */
public final class LineHandler extends ChannelInboundHandlerAdapter implements LineFormat.Receiver {
    private static final Logger log = LoggerFactory.getLogger(LineHandler.class);
    /** Nothing is added to it. */
    private static final Deque<ByteBuf> NOTHING = new ArrayDeque<>(0);

    private final LineFormat.Reader reader;
    private final ChannelOutlet outlet;
    private final LineEndpoint endpoint;
    private final SessionExecutor executor;
    /** What was read and is not fed yet; rarely more than one buffer, and nearly always none. */
    private Deque<ByteBuf> held = NOTHING;

    /** Begun in this turn. */
    private int lines;

    private boolean feeding;
    private boolean awaitsTurn;
    private boolean paused;
    /** What the endpoint said last. */
    private boolean wanted = true;

    private boolean reading = true;
    /** No more lines come. */
    private boolean inputOver;
    /** No more bytes come. */
    private boolean shutDown;

    private boolean flooded;
    private boolean closing;

    /**
     * @param executor of the connection that this is for, and of its session
     * @param endpoint makes the endpoint that talks here, given its outlet
     */
    public LineHandler(SessionExecutor executor, LineFormat format, Function<Outlet, LineEndpoint> endpoint) {
        this.executor = executor;
        this.outlet = new ChannelOutlet(executor.channel(), this, format, executor.loop());
        this.reader = format.reader(this);
        this.endpoint = endpoint.apply(outlet);
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        endpoint.greet();
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        ByteBuf bytes = (ByteBuf) message;
        long pause = executor.loop().received(bytes.readableBytes(), executor.address());
        if (closing || inputOver) {
            bytes.release();
            return;
        }
        hold(bytes);
        feedByTurns();
        holdNoMoreThanIsLeft();
        if (pause > 0 && !paused) {
            pause(pause);
        }
    }

    private void hold(ByteBuf bytes) {
        if (held == NOTHING) {
            held = new ArrayDeque<>(1);
        }
        held.add(bytes);
    }

    /** Reads nothing for so long: more came from that address than is taken. */
    private void pause(long nanos) {
        paused = true;
        read(false);
        executor.channel().eventLoop().schedule(this::resume, nanos, TimeUnit.NANOSECONDS);
    }

    private void resume() {
        paused = false;
        read(wanted);
    }

    /** Where a few bytes of what was read last are not fed yet, they need not hold all of its memory. */
    private void holdNoMoreThanIsLeft() {
        ByteBuf last = held.peekLast();
        if (last != null && last.readableBytes() < last.capacity() / 2) {
            held.removeLast();
            held.add(Unpooled.copiedBuffer(last));
            last.release();
        }
    }

    /** Feeds what is held, now or when it is this connection's turn; who sends more until then is not read from. */
    private void feedByTurns() {
        if (awaitsTurn) {
            read(false);
        } else if (executor.loop().readTurns().take()) {
            feed();
        } else {
            awaitTurn();
        }
    }

    private void awaitTurn() {
        awaitsTurn = true;
        executor.loop().readTurns().await(executor.address(), this::feedInTurn);
    }

    private void feedInTurn() {
        awaitsTurn = false;
        try {
            feed();
        } catch (Throwable broken) {
            // The others that wait for their turns have theirs.
            executor.failed(broken);
        }
    }

    /** Feeds what is held while the endpoint has room, a turn's worth at a time. */
    private void feed() {
        lines = 0;
        feeding = true;
        try {
            feedATurn();
        } finally {
            feeding = false;
        }
        if (reader.isOver()) {
            inputOver = true;
            release();
        }
        if (!flooded && !closing) {
            // Where something is held there may be room by now, made by others; yet whoever makes it next must find
            // this stopped.
            read(wanted && held.isEmpty());
            if (lines >= Limits.LINES_A_TURN
                    && !held.isEmpty()
                    && endpoint.conversation().hasRoom()) {
                awaitTurn();
            }
        }
        if (inputOver && held.isEmpty() && !closing) {
            endInput();
        }
        outlet.flush();
    }

    private boolean takesMore() {
        return !closing
                && !flooded
                && !reader.isOver()
                && lines < Limits.LINES_A_TURN
                && endpoint.conversation().hasRoom();
    }

    private void feedATurn() {
        while (!held.isEmpty() && takesMore()) {
            ByteBuf bytes = held.element();
            while (bytes.isReadable() && takesMore()) {
                reader.accept(bytes);
            }
            if (!bytes.isReadable() && held.remove(bytes)) {
                bytes.release();
                held = held.isEmpty() ? NOTHING : held;
            }
            endpoint.conversation().pump();
        }
    }

    @Override
    public void line(Line line) {
        if (!flooded) {
            lines++;
            flooded = line.form() == Line.Form.FLOOD;
            endpoint.conversation().accept(line);
        }
    }

    @Override
    public void aside(Object message) {
        outlet.aside(message);
    }

    private void endInput() {
        reader.end();
        endpoint.conversation().inputEnded();
    }

    /** Whether the endpoint wants more; what is held is fed first. While that goes on, it is seen at its end. */
    void reading(boolean more) {
        wanted = more;
        if (!more || !feeding) {
            read(more);
        }
    }

    private void read(boolean more) {
        if (reading != more && !closing && !(more && (awaitsTurn || paused))) {
            reading = more;
            executor.channel().config().setAutoRead(more);
            if (more && !held.isEmpty()) {
                executor.execute(this::feedByTurns);
            }
        }
    }

    void wake() {
        try {
            endpoint.wake();
        } catch (Throwable broken) {
            // Whoever wakes many wakes the others too.
            executor.failed(broken);
        }
    }

    /** Ends this connection, and no other. */
    void failed(Throwable broken) {
        executor.failed(broken);
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        if (context.channel().isWritable() && !closing) {
            endpoint.wake();
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event == ChannelInputShutdownEvent.INSTANCE || event == SslCloseCompletionEvent.SUCCESS) {
            inputOver = true;
            shutDown = true;
            feedByTurns();
        }
    }

    /** Closes when everything is sent. */
    void closeGently() {
        if (!closing) {
            closing = true;
            release();
            GentleClose.start(executor.channel(), shutDown);
        }
    }

    private void release() {
        for (ByteBuf bytes = held.poll(); bytes != null; bytes = held.poll()) {
            bytes.release();
        }
        held = NOTHING;
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        closing = true;
        release();
        outlet.discard();
        endpoint.disconnected();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (!(cause instanceof IOException)) {
            log.error("A session failed and is closed", cause);
        }
        context.close();
    }
}
