package parley.app.chat;

import java.io.IOException;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import parley.app.connection.LineConnection;
import parley.app.options.OutputException;
import parley.protocol.ByeCode;

/**
 * Keeps somebody's session with a bridge, in live mode, across lost connections: it logs in again under the same name
 * and goes on after the last message seen, by {@code since}. Commands are the server's own, sent as they are typed.
 *
 * <p>The thread that calls {@link #run} receives; another one reads what is typed.
 */
final class ChatSession {

    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private final SocketAddress server;
    private final ChatScreen screen;
    private final CountDownLatch leaving = new CountDownLatch(1);

    /** For each command that is not answered yet, whether an OK is shown. Guarded with the sending by this. */
    private final Queue<Boolean> unanswered = new ConcurrentLinkedQueue<>();

    private volatile LineConnection connection;
    private String nick = "";
    private String lastSeen = "";

    ChatSession(SocketAddress server, ChatScreen screen) throws IOException {
        this.server = server;
        this.screen = screen;
        this.connection = LineConnection.open(server);
    }

    /** Returns the exit code: 0 where it was the user who left. */
    int run() throws IOException, InterruptedException {
        String greeting = connection.receive();
        screen.show(greeting == null ? "-- the server closed at once" : greeting);
        if (!LineConnection.isOk(greeting) || !login()) {
            return 1;
        }
        send("live on", false);
        var keyboard = new Thread(this::type, "keyboard");
        keyboard.setDaemon(true);
        keyboard.start();
        return follow();
    }

    private boolean login() throws IOException {
        String wanted = screen.read("nickname: ");
        while (wanted != null) {
            connection.send(wanted);
            String answer = connection.receive();
            screen.show(answer == null ? "-- the server closed" : answer);
            if (LineConnection.isOk(answer)) {
                nick = wanted;
                return true;
            }
            wanted = LineConnection.isError(answer) ? screen.read("nickname: ") : null;
        }
        return false;
    }

    private void type() {
        try {
            for (String line = screen.read(nick + "> "); line != null; line = screen.read(nick + "> ")) {
                if (line.strip().equalsIgnoreCase("downline")) {
                    leaving.countDown();
                }
                if (!line.isBlank() && !send(line, true)) {
                    screen.show("-- not connected; that was not sent");
                }
            }
            leaving.countDown();
            connection.sendNoMore();
        } catch (IOException | OutputException e) {
            leaving.countDown();
        }
    }

    private synchronized boolean send(String line, boolean shown) {
        try {
            unanswered.add(shown);
            connection.send(line);
            return true;
        } catch (IOException lost) {
            return false;
        }
    }

    private int follow() throws InterruptedException {
        while (true) {
            String line = receive();
            if (line == null) {
                if (isLeaving() || !reconnect()) {
                    return isLeaving() ? 0 : 1;
                }
            } else if (isWanted(line)) {
                screen.show(line);
                noteTime(line);
                if (isFinal(line)) {
                    return 1;
                }
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

    private void noteTime(String line) {
        if (line.startsWith("LOBBY ") || line.startsWith("NOTICE ")) {
            String time = line.split(" ", 3)[1];
            lastSeen = time.compareTo(lastSeen) > 0 ? time : lastSeen;
        }
    }

    /** Returns false if there is no coming back. */
    private boolean reconnect() throws InterruptedException {
        abandon();
        Duration pause = FIRST_PAUSE;
        while (!leaving.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
            try {
                LineConnection next = LineConnection.open(server);
                String greeting = next.receive();
                if (LineConnection.isOk(greeting)) {
                    next.send(nick);
                    String answer = next.receive();
                    if (LineConnection.isOk(answer)) {
                        resume(next);
                        return true;
                    }
                    if (answer != null && answer.startsWith("ERR banned ")) {
                        screen.show(answer);
                        return false;
                    }
                }
                next.close();
            } catch (IOException notYet) {
                // Once more, a little later.
            }
            pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
        }
        return false;
    }

    private synchronized void abandon() {
        try {
            connection.close();
        } catch (IOException e) {
            // It is of no use any more either way.
        }
        screen.show("-- the connection is lost; trying again"
                + (unanswered.isEmpty() ? "" : "; what was not answered may have been lost too"));
        unanswered.clear();
    }

    private synchronized void resume(LineConnection next) {
        connection = next;
        screen.show("-- connected again");
        if (!lastSeen.isEmpty()) {
            send("since " + lastSeen, false);
        }
        send("live on", false);
    }

    private boolean isLeaving() {
        return leaving.getCount() == 0;
    }

    /** All but the good answers to what we asked by ourselves. */
    private boolean isWanted(String line) {
        boolean ok = LineConnection.isOk(line);
        Boolean shown = (ok || LineConnection.isError(line)) ? unanswered.poll() : null;
        return !ok || !Boolean.FALSE.equals(shown);
    }

    /** Whether the server does not want to see us again. */
    private static boolean isFinal(String line) {
        for (ByeCode code : new ByeCode[] {ByeCode.KICKED, ByeCode.BANNED, ByeCode.NICK_LOST}) {
            if (line.startsWith("BYE " + code.code() + " ")) {
                return true;
            }
        }
        return false;
    }
}
