package parley.app.chat;

import java.io.IOException;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import parley.app.chat.ChatConnection.Asker;
import parley.app.connection.LineConnection;
import parley.app.options.OutputException;
import parley.protocol.CommandLine;
import parley.protocol.ErrorCode;
import parley.protocol.Verb;

/**
 * Keeps somebody's session with a bridge, in live mode, across lost connections: it logs in again under the same name
 * and goes on after the last message seen, by {@code since}. Commands are the server's own.
 *
 * <p>The thread that calls {@link #run} receives; another one reads what is typed.
 */
final class ChatSession {

    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private final SocketAddress server;
    private final ChatScreen screen;
    private final ChatInput input;
    private final CountDownLatch leaving = new CountDownLatch(1);

    /** Changes while it is away only. Guarded by this together with {@link #away}. */
    private volatile ChatConnection connection;

    /** Who looks for another connection, while there is none. */
    private @Nullable Thread away;

    private String nick = "";
    private String lastSeen = "";

    ChatSession(SocketAddress server, ChatScreen screen) throws IOException {
        this.server = server;
        this.screen = screen;
        this.input = new ChatInput(screen);
        this.connection = ChatConnection.open(server);
    }

    /** Returns the exit code: 0 where it was the user who left. */
    int run() throws IOException {
        String greeting = connection.receive();
        screen.show(greeting == null ? "-- the server closed at once" : greeting);
        if (!LineConnection.isOk(greeting) || !login()) {
            return 1;
        }
        connection.send("live on", Asker.PROGRAM);
        var keyboard = new Thread(this::type, "keyboard");
        keyboard.setDaemon(true);
        keyboard.start();
        return follow();
    }

    private boolean login() throws IOException {
        String wanted = input.nickname();
        while (wanted != null) {
            connection.send(wanted);
            String answer = connection.receive();
            screen.show(answer == null ? "-- the server closed" : answer);
            if (LineConnection.isOk(answer)) {
                nick = wanted;
                return true;
            }
            wanted = LineConnection.isError(answer) ? input.nickname() : null;
        }
        return false;
    }

    private void type() {
        try {
            String prompt = nick + "> ";
            for (List<String> commands = input.next(prompt); commands != null; commands = input.next(prompt)) {
                commands.forEach(this::send);
            }
        } catch (IOException | OutputException e) {
            // There is nothing to read from any more, or nobody to show it to.
        }
        leave();
    }

    private void send(String command) {
        CommandLine parsed = CommandLine.parse(command);
        boolean last =
                parsed.verb().equals(Verb.DOWNLINE.word()) && parsed.rest().isEmpty();
        if (last) {
            leaving.countDown();
        }
        try {
            connection.send(command, Asker.PERSON);
        } catch (IOException lost) {
            screen.show("-- not connected; that was not sent");
            if (last) {
                leave();
            }
        }
    }

    private synchronized void leave() {
        leaving.countDown();
        try {
            if (away != null) {
                away.interrupt();
            } else {
                connection.sendNoMore();
            }
        } catch (IOException e) {
            // Whoever receives learns of it, too.
        }
    }

    private int follow() {
        while (true) {
            String line = receive();
            Asker asker = line == null ? Asker.NOBODY : connection.askerOf(line);
            if (line != null && !(asker == Asker.PROGRAM && LineConnection.isOk(line))) {
                screen.show(line);
                noteTime(line);
                if (Farewell.isForGood(line)) {
                    return 1;
                }
            }
            if ((line == null || isNotGoingOn(asker, line)) && (isLeaving() || !reconnect())) {
                return isLeaving() ? 0 : 1;
            }
        }
    }

    private @Nullable String receive() {
        try {
            return connection.receive();
        } catch (IOException lost) {
            return null;
        }
    }

    /** Whether the bridge can't tell what was missed: then what comes next must not be taken for the next. */
    private static boolean isNotGoingOn(Asker asker, String line) {
        return asker == Asker.PROGRAM && line.startsWith("ERR " + ErrorCode.UNAVAILABLE.code() + " ");
    }

    private void noteTime(String line) {
        if (line.startsWith("LOBBY ") || line.startsWith("NOTICE ")) {
            String time = line.split(" ", 3)[1];
            lastSeen = time.compareTo(lastSeen) > 0 ? time : lastSeen;
        }
    }

    /** Returns false if there is no coming back. */
    private boolean reconnect() {
        abandon();
        String said = "";
        Duration pause = FIRST_PAUSE;
        while (!leavesWithin(pause)) {
            String refusal = comeBack();
            if (refusal.isEmpty()) {
                return true;
            }
            if (!refusal.equals(said) && !isLeaving()) {
                screen.show(refusal);
                said = refusal;
            }
            if (Farewell.isForGood(refusal)) {
                return false;
            }
            pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
        }
        Thread.interrupted(); // What ended the waiting is not to end the closing, too.
        return false;
    }

    private void abandon() {
        closeQuietly(connection);
        synchronized (this) {
            away = Thread.currentThread();
        }
        screen.show("-- the connection is lost; trying again"
                + (connection.hasUnanswered() ? "; what was not answered may have been lost too" : ""));
    }

    private boolean leavesWithin(Duration pause) {
        try {
            return isLeaving() || leaving.await(pause.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException leaves) {
            return true;
        }
    }

    /** Empty where it could, else why not: in the server's words where it said any. */
    private String comeBack() {
        ChatConnection next = null;
        try {
            next = ChatConnection.open(server);
            String answer = next.receive();
            if (LineConnection.isOk(answer)) {
                next.send(nick);
                answer = next.receive();
                if (LineConnection.isOk(answer)) {
                    resume(next);
                    next = null;
                    return "";
                }
            }
            return answer == null ? "-- the server closed at once" : answer;
        } catch (IOException e) {
            return "-- no bridge answers (" + e.getMessage() + ")";
        } finally {
            closeQuietly(next);
        }
    }

    private static void closeQuietly(@Nullable ChatConnection connection) {
        try {
            if (connection != null) {
                connection.close();
            }
        } catch (IOException e) {
            // It is of no use any more either way.
        }
    }

    private synchronized void resume(ChatConnection next) throws IOException {
        if (!lastSeen.isEmpty()) {
            next.send("since " + lastSeen, Asker.PROGRAM);
        }
        next.send("live on", Asker.PROGRAM);
        connection = next;
        away = null;
        screen.show("-- connected again");
        if (isLeaving()) {
            next.sendNoMore();
        }
    }

    private boolean isLeaving() {
        return leaving.getCount() == 0;
    }
}
