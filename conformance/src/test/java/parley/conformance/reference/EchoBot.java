package parley.conformance.reference;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * An echo bot on one thread: it asks one thing at a time, and puts what is pushed meanwhile aside until it is answered. The arguments are
 * {@link Flaw}s, by default none.
 */
final class EchoBot {
    private static final int PATIENCE_MILLIS = 10_000;
    private static final int FIRST_PAUSE_MILLIS = 100;
    private static final int LONGEST_PAUSE_MILLIS = 30_000;
    private static final int LONGEST_LINE = 4_096;
    private static final Set<String> KNOWN_CODES = Set.of(
            "usage",
            "line-too-long",
            "bad-encoding",
            "no-such-user",
            "not-delivered",
            "unavailable",
            "rate-limited",
            "nick-taken",
            "nick-invalid",
            "nick-blank",
            "nick-reserved",
            "banned");

    /** Ends the bot. */
    private static final class Over extends Exception {
        private static final long serialVersionUID = 1;

        final int exitCode;

        Over(int exitCode) {
            this.exitCode = exitCode;
        }
    }

    private record Message(String word, String time, String nick, String text) {
        boolean isWhisper() {
            return word.equals("WHISPER");
        }
    }

    private final String host;
    private final int port;
    private final String wanted;
    private final Set<Flaw> flaws;
    private final Deque<Message> inbox = new ArrayDeque<>();
    private final String run = Long.toString(System.nanoTime(), 36);
    private String nick;
    private @Nullable String token;
    private @Nullable String position;
    private @Nullable Socket socket;
    private @Nullable LineInput input;
    private long pauseMillis = FIRST_PAUSE_MILLIS;
    private int said;
    private boolean greeted;

    private EchoBot(Map<String, String> environment, Set<Flaw> flaws) {
        host = environment.getOrDefault("PARLEY_HOST", "127.0.0.1");
        port = Integer.parseInt(environment.getOrDefault("PARLEY_PORT", "7070"));
        wanted = environment.getOrDefault("PARLEY_NICK", "echo");
        nick = wanted;
        this.flaws = flaws;
    }

    public static void main(String[] arguments) throws InterruptedException {
        Set<Flaw> flaws = EnumSet.noneOf(Flaw.class);
        Arrays.stream(arguments).map(Flaw::valueOf).forEach(flaws::add);
        System.exit(new EchoBot(System.getenv(), flaws).run());
    }

    private boolean has(Flaw flaw) {
        return flaws.contains(flaw);
    }

    private int run() throws InterruptedException {
        while (true) {
            try (Socket connection = new Socket()) {
                socket = connection;
                connection.connect(new InetSocketAddress(host, port), PATIENCE_MILLIS);
                connection.setTcpNoDelay(true);
                connection.setSoTimeout(
                        has(Flaw.WAITS_FOR_EVER) ? 0 : has(Flaw.IS_IMPATIENT) ? 3_000 : PATIENCE_MILLIS);
                input = new LineInput(connection.getInputStream(), flaws);
                session();
            } catch (Over over) {
                return has(Flaw.EXITS_AS_IF_ALL_WERE_WELL) ? 0 : has(Flaw.EXITS_WITH_ONE) ? 1 : over.exitCode;
            } catch (IOException lost) {
                if (has(Flaw.GIVES_UP_WHEN_LOST)) {
                    return 1;
                }
                inbox.removeIf(each -> each.isWhisper() && !has(Flaw.WHISPERS_AGAIN));
            }
            pause();
        }
    }

    private void pause() throws InterruptedException {
        if (has(Flaw.COMES_BACK_LATE)) {
            TimeUnit.SECONDS.sleep(8);
        }
        if (has(Flaw.HAMMERS)) {
            TimeUnit.MILLISECONDS.sleep(50);
            return;
        }
        if (has(Flaw.NEVER_BACKS_OFF)) {
            TimeUnit.SECONDS.sleep(1);
            return;
        }
        TimeUnit.MILLISECONDS.sleep(pauseMillis);
        pauseMillis = Math.min(2 * pauseMillis, LONGEST_PAUSE_MILLIS);
    }

    private void session() throws IOException, Over, InterruptedException {
        greet(line());
        login();
        if (!has(Flaw.HAS_NO_TOKEN)) {
            token = ask("token").text();
        }
        if (greeted && has(Flaw.LOSES_ITS_PLACE_AT_LOGIN)) {
            String before = String.valueOf(position);
            position = ask("mark").text();
            ask("since " + before);
        } else if (position != null && !has(Flaw.HAS_NO_SINCE)) {
            since();
        } else if (!has(Flaw.HAS_NO_MARK)) {
            position = ask("mark").text();
        }
        if (!(has(Flaw.FORGETS_LIVE) && greeted)) {
            ask("live");
        }
        if (has(Flaw.GREETS_THE_LOBBY) && !greeted) {
            ask("once hello-" + run + " Hello, everybody");
        }
        greeted = true;
        if (!has(Flaw.BACKS_OFF_FOR_EVER)) {
            pauseMillis = FIRST_PAUSE_MILLIS;
        }
        while (true) {
            Message next = inbox.poll();
            if (next != null) {
                answer(next);
            } else if (input().waits()) {
                take(line());
            } else if (has(Flaw.ASKS_AND_NEVER_LISTENS)) {
                send("ping");
            } else {
                ask("ping");
            }
        }
    }

    private void greet(String greeting) throws IOException, Over {
        if (greeting.startsWith("ERR banned")) {
            throw new Over(3);
        }
        boolean unavailable = greeting.startsWith("ERR unavailable");
        if (greeting.startsWith("ERR") && has(unavailable ? Flaw.GIVES_UP_WHEN_UNAVAILABLE : Flaw.GIVES_UP_WHEN_FULL)) {
            throw new Over(1);
        }
        if (!greeting.startsWith("OK")) {
            throw new IOException(greeting);
        }
    }

    /** Asks again where it could not be answered; what came then is good, and the position has moved. */
    private void since() throws IOException, Over, InterruptedException {
        while (true) {
            String before = position;
            int had = inbox.size();
            boolean done = ask("since " + position).isOk();
            if (done || has(Flaw.GOES_ON_WITHOUT_SINCE)) {
                return;
            }
            if (has(Flaw.DROPS_LINES_BEFORE_UNAVAILABLE)) {
                while (inbox.size() > had) {
                    inbox.removeLast();
                }
                position = before == null ? null : position;
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
    }

    private void login() throws IOException, Over, InterruptedException {
        List<String> names = new ArrayList<>();
        if (token != null) {
            names.add(nick + " " + token);
        }
        if (!has(Flaw.PREFERS_ANOTHER_NAME)) {
            names.add(wanted);
        }
        for (int number = 2;
                number <= (has(Flaw.TRIES_ONE_NAME) ? 1 : has(Flaw.TRIES_NAMES_FOR_EVER) ? 40 : 9);
                number++) {
            names.add(wanted + "-" + number);
        }
        for (String name : names) {
            Answer answer = ask(name);
            while (answer.code().equals("unavailable")) {
                if (has(Flaw.GIVES_UP_WHEN_UNAVAILABLE)) {
                    throw new Over(4);
                }
                TimeUnit.MILLISECONDS.sleep(100);
                answer = ask(name);
            }
            if (answer.isOk()) {
                nick = name.split(" ")[0];
                return;
            }
            if (answer.code().equals("banned")) {
                throw new Over(3);
            }
            if (answer.code().startsWith("nick-") && !answer.code().equals("nick-taken")) {
                throw new Over(4);
            }
        }
        throw new Over(4);
    }

    private void answer(Message message) throws IOException, Over, InterruptedException {
        boolean notice = message.word.equals("NOTICE") && !has(Flaw.ANSWERS_ANNOUNCEMENTS);
        boolean mine = message.nick.equals(nick) && !has(Flaw.ANSWERS_ITSELF);
        if (notice || (mine && !message.isWhisper())) {
            return;
        }
        String prefix = has(Flaw.ANSWERS_ANY_PREFIX) ? "!echo" : "!echo ";
        if (message.text.startsWith(prefix)) {
            echo(message, message.text.substring(prefix.length()));
        } else if (message.isWhisper() || has(Flaw.OBEYS_THE_LOBBY)) {
            obey(message);
        }
    }

    private void echo(Message message, String rest) throws IOException, Over, InterruptedException {
        if (isBlank(rest) && !has(Flaw.SAYS_BLANKS)) {
            return;
        }
        String text = has(Flaw.TRIMS_TEXT) ? rest.strip() : rest;
        if (message.isWhisper() && !has(Flaw.ANSWERS_WHISPERS_IN_LOBBY)) {
            whisper(message, text);
        } else {
            say(message, text);
            if (has(Flaw.SAYS_EVERYTHING_TWICE)) {
                say(message, text);
            }
        }
    }

    private void obey(Message message) throws IOException, Over {
        switch (message.text) {
            case "!users" -> {
                int count = Integer.parseInt(ask("users").text());
                whisper(message, String.valueOf(has(Flaw.DOES_NOT_COUNT_ITSELF) ? count - 1 : count));
            }
            case "!quit" -> {
                if (!has(Flaw.LEAVES_WITHOUT_A_WORD)) {
                    ask("downline");
                }
                throw new Over(0);
            }
            default -> {}
        }
    }

    private static boolean isBlank(String text) {
        return text.codePoints()
                .allMatch(each -> Character.isWhitespace(each) || Character.isSpaceChar(each) || each == 0x85);
    }

    private static boolean isTooLong(String line) {
        return line.getBytes(StandardCharsets.UTF_8).length > LONGEST_LINE;
    }

    private void whisper(Message to, String text) throws IOException, Over {
        boolean nobody = to.nick.isEmpty() || to.nick.codePoints().anyMatch(each -> isBlank(Character.toString(each)));
        if (nobody && !has(Flaw.WHISPERS_TO_NOBODY)) {
            return;
        }
        String line = "to " + to.nick + " " + text;
        if (isTooLong(line) && !has(Flaw.DIES_OF_REFUSALS)) {
            return;
        }
        try {
            dieOfRefusal(ask(line));
        } catch (IOException lost) {
            if (has(Flaw.WHISPERS_AGAIN)) {
                inbox.addFirst(to);
            }
            throw lost;
        }
    }

    private void dieOfRefusal(Answer answer) throws Over {
        if (!answer.isOk() && has(Flaw.DIES_OF_REFUSALS)) {
            throw new Over(1);
        }
    }

    private void say(Message message, String text) throws IOException, Over, InterruptedException {
        String key = run + "-" + said++;
        if (isTooLong(text) && !has(Flaw.DIES_OF_REFUSALS)) {
            return;
        }
        while (true) {
            Answer answer;
            try {
                answer = ask(has(Flaw.USES_PUB) ? "pub " + text : "once " + key + " " + text);
            } catch (IOException lost) {
                if (!has(Flaw.NEVER_SAYS_AGAIN)) {
                    inbox.addFirst(message);
                    said -= has(Flaw.USES_NEW_KEYS) ? 0 : 1;
                }
                throw lost;
            }
            if (!isToBeSaidAgain(answer)) {
                dieOfRefusal(answer);
                return;
            }
            key = has(Flaw.USES_NEW_KEYS) ? run + "-" + said++ : key;
            TimeUnit.MILLISECONDS.sleep(has(Flaw.NEVER_PAUSES) ? 0 : 100);
        }
    }

    private boolean isToBeSaidAgain(Answer answer) {
        return switch (answer.code()) {
            case "" -> false;
            case "unavailable" -> !has(Flaw.DROPS_WHEN_UNAVAILABLE);
            case "rate-limited" -> !has(Flaw.DROPS_WHEN_RATE_LIMITED);
            default -> has(Flaw.SAYS_REFUSED_AGAIN);
        };
    }

    private LineInput input() throws IOException {
        LineInput open = input;
        if (open == null) {
            throw new IOException("not connected");
        }
        return open;
    }

    private String line() throws IOException {
        return input().next();
    }

    private void send(String line) throws IOException {
        Socket open = socket;
        if (open == null) {
            throw new IOException("not connected");
        }
        open.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.UTF_8));
    }

    private Answer ask(String line) throws IOException, Over {
        send(line);
        int had = inbox.size();
        while (true) {
            String next;
            try {
                next = line();
            } catch (LineInput.EndWithin half) {
                return new Answer(String.valueOf(half.getMessage()));
            }
            Answer answer = new Answer(next);
            if (answer.isOk() || answer.isError()) {
                if (has(
                        answer.isOk()
                                ? Flaw.DROPS_WHAT_COMES_BEFORE_AN_ANSWER
                                : Flaw.DROPS_WHAT_COMES_BEFORE_A_REFUSAL)) {
                    while (inbox.size() > had) {
                        inbox.removeLast();
                    }
                }
                if (has(Flaw.WANTS_A_BARE_OK) && line.startsWith("to ") && !next.equals("OK")) {
                    throw new Over(1);
                }
                if (has(Flaw.DIES_OF_UNKNOWN_CODES) && answer.isError() && !KNOWN_CODES.contains(answer.code())) {
                    throw new Over(1);
                }
                return answer;
            }
            take(next);
        }
    }

    private void take(String line) throws IOException, Over {
        String[] words = line.split(" ", 3);
        String word = has(Flaw.TAKES_BEGINNINGS_FOR_WORDS) && words[0].startsWith("LOBBY") ? "LOBBY" : words[0];
        switch (word) {
            case "LOBBY", "NOTICE", "WHISPER" -> message(word, words[1], words[2]);
            case "BYE" -> bye(words[1], line);
            case "MISSED" -> {
                if (has(Flaw.DIES_OF_MISSED)) {
                    Integer.parseInt(words[1]);
                }
            }
            case "USER", "HELP" -> {}
            default -> {
                if (has(Flaw.DIES_OF_UNKNOWN_WORDS)) {
                    throw new Over(1);
                }
            }
        }
    }

    private void message(String word, String time, String spoken) throws Over {
        int colon = has(Flaw.ENDS_NICK_AT_LAST_COLON) ? spoken.lastIndexOf(": ") : spoken.indexOf(": ");
        if (colon == 0 && has(Flaw.WANTS_A_NICK)) {
            return;
        }
        Message message = new Message(word, time, spoken.substring(0, colon), spoken.substring(colon + 2));
        if (has(Flaw.LEAVES_BEFORE_IT_ANSWERED) && message.isWhisper() && message.text.equals("!quit")) {
            inbox.clear();
        }
        if (has(Flaw.LEAVES_UNASKED) && message.text.equals("message 5")) {
            throw new Over(0);
        }
        inbox.add(message);
        if (!message.isWhisper() && (position == null || position.compareTo(time) < 0)) {
            position = time;
        }
    }

    private void bye(String code, String line) throws IOException, Over {
        if (Set.of("kicked", "banned", "replaced").contains(code) && !has(Flaw.COMES_BACK_WHEN_THROWN_OUT)) {
            throw new Over(3);
        }
        if (has(Flaw.GIVES_UP_ON_BYE)) {
            throw new Over(1);
        }
        if (has(Flaw.GIVES_UP_ON_UNKNOWN_BYE) && code.equals("out-of-ink")) {
            throw new Over(3);
        }
        throw new IOException(line);
    }
}
