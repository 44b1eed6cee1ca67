package parley.client.session;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import parley.client.codec.ClientLine;
import parley.client.codec.LineDecoder;
import parley.client.codec.ServerLine;
import parley.client.error.ParleyException;

/**
 * Speaks with a server over one connection, from its greeting to its end. One thread reads, by {@link #greet}, {@link #exchange} and
 * {@link #run}, and with it everything is told and completed; any thread may {@link #send} and {@link #close}.
 *
 * <p>An answer that is missing for too long ends the session, as does a server that says nothing any more, not even when it is asked.
 */
public final class Session implements Closeable {
    private static final int READ_AT_ONCE = 16_384;

    private final Transport transport;
    private final SessionListener listener;
    private final Inflow inflow;
    private final LineDecoder decoder = new LineDecoder();
    private final byte[] buffer = new byte[READ_AT_ONCE];
    private final LineWriter writer;
    private final Patience patience;

    /** Sent, in order, and not yet answered. Guarded by itself, as is what stands below. */
    private final Deque<Request> due = new ArrayDeque<>();

    private @Nullable ParleyException end;

    /**
     * Begins; nothing is read yet.
     *
     * @param timeout how long an answer may be missing
     * @param silence after how long without a word the server is asked whether it is there
     */
    public Session(Transport transport, SessionListener listener, Duration timeout, Duration silence) {
        this.transport = transport;
        this.listener = listener;
        this.inflow = new Inflow(listener);
        this.patience = new Patience(timeout, silence);
        this.writer = new LineWriter(transport, this::end);
    }

    /** Reads the greeting. */
    public void greet() throws InterruptedException {
        schedule();
        exchange(Request.greeting());
    }

    /** Sends a line and reads until its answer is there. */
    public Answer exchange(Request request) throws InterruptedException {
        if (!send(request)) {
            throw ended(new ParleyException.ConnectionLost("the connection has ended"));
        }
        while (!request.answer().isDone()) {
            read();
        }
        try {
            return request.answer().join();
        } catch (CompletionException refused) {
            throw refused.getCause() instanceof ParleyException refusal ? refusal : refused;
        }
    }

    /** Reads until the session ends, and tells why it did; the server is asked for a sign of life where it says nothing. */
    public ParleyException run() throws InterruptedException {
        patience.askWhenSilent();
        try {
            while (true) {
                read();
            }
        } catch (ParleyException reason) {
            return reason;
        }
    }

    /** Sends a line; false where the session has ended, and nothing was done. */
    public boolean send(Request request) {
        synchronized (due) {
            if (end != null) {
                return false;
            }
            if (due.isEmpty()) {
                patience.renew();
            }
            due.add(request);
            if (request.line() != null) {
                writer.write(request.line());
            }
            return true;
        }
    }

    private void read() throws InterruptedException {
        try {
            patience.suspend();
            patience.resume(listener.awaitRoom());
            InputStream input = transport.input();
            int count = input.read(buffer);
            if (count < 0) {
                throw new ParleyException.ConnectionLost("the server closed the connection");
            }
            patience.heard();
            decoder.feed(buffer, 0, count, line -> received(ServerLine.parse(line)));
        } catch (IOException broken) {
            throw ended(new ParleyException.ConnectionLost("the connection broke: " + broken.getMessage(), broken));
        } catch (ParleyException reason) {
            throw ended(reason);
        }
    }

    private void received(ServerLine line) {
        if (line instanceof ServerLine.Ok ok) {
            answered().ok(ok.text(), inflow);
        } else if (line instanceof ServerLine.Err err) {
            answered().refused(new ParleyException.Refused(err.code(), err.text()), inflow);
        } else if (line instanceof ServerLine.Bye bye) {
            throw new ParleyException.Bye(bye.code(), bye.text());
        } else if (line instanceof ServerLine.User user) {
            Request oldest = oldest();
            if (oldest != null) {
                patience.renew();
                oldest.user(user.nick());
            }
        } else if (line instanceof ServerLine.Said || line instanceof ServerLine.Missed) {
            pushed(line);
        }
    }

    private void pushed(ServerLine line) {
        Request oldest = oldest();
        if (oldest != null && oldest.hasMessages()) {
            patience.renew();
            oldest.push(line, inflow);
        } else {
            inflow.pass(line);
        }
    }

    private @Nullable Request oldest() {
        synchronized (due) {
            return due.peek();
        }
    }

    private Request answered() {
        synchronized (due) {
            Request oldest = due.poll();
            if (oldest == null) {
                throw new ParleyException.ConnectionLost("the server answered what was not asked");
            }
            patience.renew();
            return oldest;
        }
    }

    private void schedule() {
        Patience.later(patience.step(), () -> {
            synchronized (due) {
                if (end != null) {
                    return;
                }
            }
            look();
            schedule();
        });
    }

    private void look() {
        boolean waits;
        synchronized (due) {
            waits = !due.isEmpty();
        }
        if (waits && patience.isOver()) {
            end(new ParleyException.Timeout("no answer came within " + patience));
        } else if (!waits && patience.isSilent()) {
            send(Request.of(ClientLine.PING));
        }
    }

    /** Ends the connection, for the first reason that is given; the thread that reads does the rest. */
    private void end(ParleyException reason) {
        synchronized (due) {
            if (end == null) {
                end = reason;
            }
        }
        writer.close();
        transport.close();
    }

    /** The reason for which it ended, after whatever was not answered has failed. */
    private ParleyException ended(ParleyException seen) {
        end(seen);
        List<Request> lost;
        ParleyException reason;
        synchronized (due) {
            lost = new ArrayList<>(due);
            due.clear();
            reason = end == null ? seen : end;
        }
        lost.forEach(request -> request.lost(reason, inflow));
        return reason;
    }

    /** Ends it without a word. What is not answered fails when the reading thread notices, or never where none reads. */
    @Override
    public void close() {
        end(new ParleyException.ConnectionLost("the connection was given up"));
    }
}
