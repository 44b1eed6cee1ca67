package parley.app.chat;

import java.io.IOException;
import java.net.SocketAddress;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import parley.app.connection.LineConnection;

/** Opens connections and logs in: the first time by the nickname that somebody types, then by that and a token. */
final class ChatLogin {
    private static final String CLOSED = "the server closed at once";
    private static final Pattern WELCOME = Pattern.compile("OK Welcome (?:back )?(\\S+)! .*");

    private final SocketAddress server;
    private final ChatScreen screen;
    private String nick = "";

    ChatLogin(SocketAddress server, ChatScreen screen) {
        this.server = server;
        this.screen = screen;
    }

    /**
     * What came of logging in again.
     *
     * @param connection null where it failed
     * @param refusal why, for people; empty where it did not
     * @param isFinal whether time alone doesn't change that
     */
    record Attempt(@Nullable ChatConnection connection, String refusal, boolean isFinal) {}

    ChatConnection open() throws IOException {
        return ChatConnection.open(server);
    }

    /** As the server writes it. */
    String nick() {
        return nick;
    }

    /** The connection on which somebody is logged in, null where nobody is. Whoever thinks about a name for long gets another one. */
    @Nullable
    ChatConnection enter(ChatConnection first, ChatInput input) throws IOException {
        String greeting = first.receive();
        screen.show(greeting == null ? ChatLine.trouble(CLOSED) : ChatLine.greeting(greeting));
        if (!LineConnection.isOk(greeting)) {
            return null;
        }
        ChatConnection connection = first;
        for (String wanted = input.nickname(); wanted != null; wanted = input.nickname()) {
            String answer = ask(connection, wanted);
            if (answer == null || answer.startsWith("BYE login-timeout ")) {
                connection.close();
                connection = open();
                answer = LineConnection.isOk(connection.receive()) ? ask(connection, wanted) : null;
            }
            if (answer != null && LineConnection.isOk(answer)) {
                nick = nick(answer, wanted);
                return connection;
            }
            screen.show(ChatLine.trouble(answer == null ? CLOSED : ChatLine.reason(answer)));
            if (!LineConnection.isError(answer)) {
                return null;
            }
        }
        return null;
    }

    private static @Nullable String ask(ChatConnection connection, String nickname) {
        try {
            connection.send(nickname);
            return connection.receive();
        } catch (IOException lost) {
            return null;
        }
    }

    private static String nick(String welcome, String wanted) {
        Matcher named = WELCOME.matcher(welcome);
        return named.matches() ? named.group(1) : wanted.strip();
    }

    Attempt again(String line) {
        ChatConnection next = null;
        try {
            next = open();
            String answer = next.receive();
            if (LineConnection.isOk(answer)) {
                answer = ask(next, line);
                if (LineConnection.isOk(answer)) {
                    Attempt done = new Attempt(next, "", false);
                    next = null;
                    return done;
                }
            }
            return answer == null
                    ? new Attempt(null, CLOSED, false)
                    : new Attempt(null, ChatLine.reason(answer), Farewell.isForGood(answer));
        } catch (IOException e) {
            return new Attempt(null, "no bridge answers (" + e.getMessage() + ")", false);
        } finally {
            if (next != null) {
                next.close();
            }
        }
    }
}
