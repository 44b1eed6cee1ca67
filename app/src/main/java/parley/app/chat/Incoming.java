package parley.app.chat;

import java.time.Clock;
import org.jspecify.annotations.Nullable;
import parley.app.chat.ChatConnection.Asked;
import parley.app.connection.LineConnection;
import parley.protocol.ErrorCode;

/**
 * Shows what the server sends, and remembers of it what it takes to go on behind a lost connection. For the thread that receives.
 */
final class Incoming {
    /** What comes of a line. */
    enum Next {
        GO_ON,
        /** What was typed next may be sent. */
        SEND,
        /** What was typed is to be sent again, a little later. */
        SEND_LATER,
        /** Only another connection can help. */
        COME_BACK,
        END
    }

    private final ChatScreen screen;
    private final Outbox outbox;
    private final Clock clock;
    private String nick = "";
    private String token = "";
    private String lastSeen = "";
    private @Nullable Answer answer;
    private boolean saidWhyLater;

    Incoming(ChatScreen screen, Outbox outbox, Clock clock) {
        this.screen = screen;
        this.outbox = outbox;
        this.clock = clock;
    }

    void welcomed(String name) {
        nick = name;
    }

    String nick() {
        return nick;
    }

    /** With what a next connection logs in. */
    String loginLine() {
        return token.isEmpty() ? nick : nick + " " + token;
    }

    /** Behind what a next connection goes on; empty where nothing is known. */
    String lastSeen() {
        return lastSeen;
    }

    /** Another connection: what was begun to be answered is not. */
    void begin() {
        answer = null;
    }

    Next take(ChatConnection connection, String line) {
        if (connection.next() == Asked.TYPED && outbox.onItsWay() instanceof Typed.Asked asked) {
            answer = answer == null ? new Answer(asked.command()) : answer;
            if (answer.takes(line)) {
                return Next.GO_ON;
            }
        }
        Asked asked = connection.answered(line);
        if (ChatLine.isMessage(line)) {
            message(line);
        } else if (line.startsWith("MISSED ")) {
            String count = line.substring("MISSED ".length());
            screen.show(ChatLine.trouble(
                    count.equals("?")
                            ? "messages may be missing here"
                            : count + " messages that stood here are no longer kept"));
        } else if (line.startsWith("BYE ")) {
            screen.show(ChatLine.trouble(ChatLine.reason(line)));
            return Farewell.isForGood(line) ? Next.END : Next.GO_ON;
        }
        return LineConnection.isOk(line) || LineConnection.isError(line) ? status(asked, line) : Next.GO_ON;
    }

    private void message(String line) {
        if (line.startsWith("LOBBY ") || line.startsWith("NOTICE ")) {
            String time = line.split(" ", 3)[1];
            lastSeen = time.compareTo(lastSeen) > 0 ? time : lastSeen;
        }
        screen.show(ChatLine.message(line, nick, clock));
    }

    private Next status(Asked asked, String line) {
        boolean ok = LineConnection.isOk(line);
        String rest = line.contains(" ") ? line.substring(line.indexOf(' ') + 1) : "";
        switch (asked) {
            case TYPED -> {
                return typed(line);
            }
            case MARK -> lastSeen = ok && lastSeen.isEmpty() ? rest : lastSeen;
            case TOKEN -> token = ok ? rest : token;
            case SINCE -> {
                if (ok && Answer.count(line) > 0) {
                    screen.note("so many came meanwhile: " + Answer.count(line));
                }
            }
            case LIVE, PING, DOWNLINE, NOTHING -> {
                // Nobody is interested.
            }
        }
        // Where the server can't tell what was missed, what comes next must not be taken for the next.
        boolean stuck = (asked == Asked.SINCE || asked == Asked.LIVE) && isError(line, ErrorCode.UNAVAILABLE);
        if (stuck) {
            screen.show(ChatLine.trouble(ChatLine.reason(line)));
        }
        return stuck ? Next.COME_BACK : Next.GO_ON;
    }

    private static boolean isError(String line, ErrorCode code) {
        return line.startsWith("ERR " + code.code() + " ");
    }

    private Next typed(String status) {
        Typed typed = outbox.onItsWay();
        Answer complete = answer;
        answer = null;
        if (typed == null) {
            return Next.GO_ON;
        }
        if (complete != null) {
            complete.cameByItself(status).forEach(this::message);
        }
        boolean later = isError(status, ErrorCode.RATE_LIMITED)
                || (typed instanceof Typed.Said && isError(status, ErrorCode.UNAVAILABLE));
        if (later) {
            if (!saidWhyLater) {
                screen.show(
                        ChatLine.trouble("sent a little later: " + typed.shown() + " — " + ChatLine.reason(status)));
            }
            saidWhyLater = true;
            return Next.SEND_LATER;
        }
        saidWhyLater = false;
        outbox.answered();
        if (complete != null) {
            complete.show(status, nick, clock, screen);
        } else if (LineConnection.isError(status)) {
            screen.show(ChatLine.trouble("not sent: " + typed.shown() + " — " + ChatLine.reason(status)));
        } else if (typed instanceof Typed.Whispered whisper) {
            screen.show(ChatLine.whispered(whisper, clock));
        }
        return Next.SEND;
    }
}
