package parley.app.chat;

import java.io.IOException;
import java.net.SocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import parley.app.chat.ChatConnection.Asked;
import parley.app.options.OutputException;
import parley.protocol.Verb;

/**
 * Keeps somebody's session with a bridge, in live mode, across lost connections: it logs in again under the same name and goes on
 * behind the last message seen, by {@code since}. What was typed meanwhile is sent then, and what may have been said already so
 * that it is said once.
 *
 * <p>The thread that calls {@link #run} receives; another one reads what is typed, and a third looks at the clock.
 */
final class ChatSession {

    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
    /** Until what was refused for now is sent again. */
    private static final Duration LATER = Duration.ofSeconds(1);

    private static final Duration LOOK = Duration.ofSeconds(1);
    /** After so long without a line the server is asked whether it is there. */
    private static final Duration QUIET = Duration.ofSeconds(30);
    /** Without a line for so long, while an answer is due, it is taken for gone. */
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    /** The same for somebody who leaves. */
    private static final Duration GOODBYE = Duration.ofSeconds(5);

    private final ChatScreen screen;
    private final ChatLogin login;
    private final ChatInput input;
    private final Outbox outbox = new Outbox(System::nanoTime);
    private final Incoming incoming;
    private final CountDownLatch leaving = new CountDownLatch(1);
    private final ScheduledExecutorService timer;

    /** Changes while it is away only. Guarded by this, as are those below. */
    private ChatConnection connection;

    /** Who looks for another connection, while there is none. */
    private @Nullable Thread away;

    private boolean saidGoodbye;

    /** @throws IOException when there is no server */
    ChatSession(SocketAddress server, ChatScreen screen, Clock clock) throws IOException {
        this.screen = screen;
        this.login = new ChatLogin(server, screen);
        this.input = new ChatInput(screen, new MessageKeys()::said);
        this.incoming = new Incoming(screen, outbox, clock);
        this.connection = login.open();
        this.timer = new ScheduledThreadPoolExecutor(
                1, task -> daemon(task, "timer"), new ThreadPoolExecutor.DiscardPolicy());
    }

    private static Thread daemon(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }

    /** Returns the exit code: 0 where it was the user who left, and all was sent. */
    int run() throws IOException {
        try {
            ChatConnection entered = login.enter(connection, input);
            if (entered == null) {
                return 1;
            }
            connection = entered;
            incoming.welcomed(login.nick());
            screen.note("you are " + login.nick() + "; what you type is said to everyone, /help lists the commands");
            connection.send(Verb.MARK.word(), Asked.MARK);
            connection.send(Verb.TOKEN.word(), Asked.TOKEN);
            connection.send("live on", Asked.LIVE);
            daemon(this::type, "keyboard").start();
            timer.scheduleWithFixedDelay(this::look, LOOK.toMillis(), LOOK.toMillis(), TimeUnit.MILLISECONDS);
            return follow();
        } finally {
            timer.shutdownNow();
            connection.close();
        }
    }

    private void type() {
        try {
            String prompt = login.nick() + "> ";
            for (List<Typed> all = input.next(prompt); all != null; all = input.next(prompt)) {
                for (Typed typed : all) {
                    outbox.put(typed);
                    if (isAway()) {
                        screen.note("sent when there is a connection again: " + typed.shown());
                    }
                    send();
                }
            }
        } catch (IOException | OutputException | InterruptedException e) {
            // There is nothing to read from any more, or nobody to show it to.
        }
        leave();
    }

    private synchronized boolean isAway() {
        return away != null;
    }

    /** Sends what was typed next, if its turn has come; behind the last of it, the goodbye of who leaves. */
    private synchronized void send() {
        if (away != null) {
            return;
        }
        try {
            Typed next = outbox.next();
            if (next != null) {
                connection.send(next.command(), Asked.TYPED);
            } else if (isLeaving() && outbox.size() == 0 && !saidGoodbye) {
                saidGoodbye = true;
                connection.send(Verb.DOWNLINE.word(), Asked.DOWNLINE);
            }
        } catch (IOException lost) {
            // Whoever receives learns of it, too.
        }
    }

    private void sendAgain() {
        outbox.again();
        send();
    }

    private void leave() {
        leaving.countDown();
        synchronized (this) {
            if (away != null) {
                away.interrupt();
            }
        }
        send();
    }

    /** A server that is gone without a word is noticed by its silence. */
    private synchronized void look() {
        if (away != null) {
            return;
        }
        long silence = connection.silence();
        if (connection.next() != Asked.NOTHING && silence > (isLeaving() ? GOODBYE : PATIENCE).toNanos()) {
            connection.close();
        } else if (connection.next() == Asked.NOTHING && silence > QUIET.toNanos()) {
            try {
                connection.send(Verb.PING.word(), Asked.PING);
            } catch (IOException lost) {
                connection.close();
            }
        }
    }

    private int follow() {
        while (true) {
            String line = receive();
            Incoming.Next next = line == null ? Incoming.Next.COME_BACK : incoming.take(connection, line);
            switch (next) {
                case GO_ON -> {
                    // There will be more.
                }
                case SEND -> send();
                case SEND_LATER -> timer.schedule(this::sendAgain, LATER.toMillis(), TimeUnit.MILLISECONDS);
                case COME_BACK -> {
                    if (isLeaving() || !comeBack()) {
                        return end();
                    }
                }
                case END -> {
                    end();
                    return 1;
                }
            }
        }
    }

    private int end() {
        lose();
        int unsent = outbox.size();
        if (unsent > 0) {
            screen.show(ChatLine.trouble("not sent: " + (unsent == 1 ? "1 line" : unsent + " lines")));
        }
        return isLeaving() && unsent == 0 ? 0 : 1;
    }

    private void lose() {
        outbox.lost()
                .ifPresent(typed -> screen.show(
                        ChatLine.trouble("no answer came, so nobody can tell whether this arrived: " + typed.shown())));
    }

    private @Nullable String receive() {
        try {
            return connection.receive();
        } catch (IOException lost) {
            return null;
        }
    }

    /** Returns false if there is no coming back. */
    private boolean comeBack() {
        synchronized (this) {
            connection.close();
            away = Thread.currentThread();
        }
        screen.show(ChatLine.trouble("the connection is lost; trying again, and what you type is sent then"));
        lose();
        Duration pause = FIRST_PAUSE;
        String said = "";
        while (!leavesWithin(pause)) {
            ChatLogin.Attempt attempt = login.again(incoming.loginLine());
            if (attempt.connection() != null && resume(attempt.connection())) {
                return true;
            }
            String refusal = attempt.refusal();
            if (!refusal.equals(said) && !isLeaving()) {
                screen.show(ChatLine.trouble(refusal));
                said = refusal;
            }
            if (attempt.isFinal()) {
                return false;
            }
            pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
        }
        Thread.interrupted(); // What ended the waiting is not to end the closing, too.
        return false;
    }

    private boolean leavesWithin(Duration pause) {
        try {
            return isLeaving() || leaving.await(pause.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException leaves) {
            return true;
        }
    }

    private boolean resume(ChatConnection next) {
        try {
            synchronized (this) {
                incoming.begin();
                if (!incoming.lastSeen().isEmpty()) {
                    next.send(Verb.SINCE.word() + " " + incoming.lastSeen(), Asked.SINCE);
                }
                next.send("live on", Asked.LIVE);
                next.send(Verb.TOKEN.word(), Asked.TOKEN);
                connection = next;
                away = null;
            }
            screen.note("connected again");
            send();
            return true;
        } catch (IOException lost) {
            next.close();
            return false;
        }
    }

    private boolean isLeaving() {
        return leaving.getCount() == 0;
    }
}
