package parley.conformance.reference;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** An echo bot on one thread: it asks one thing at a time, and puts what is pushed meanwhile aside until it is answered. */
final class EchoBot {
    private static final int PATIENCE_MILLIS = 10_000;
    private static final int LONGEST = 4_096;

    /** Ends the bot. */
    private static final class Over extends Exception {
        private static final long serialVersionUID = 1;

        final int exitCode;

        Over(int exitCode) {
            this.exitCode = exitCode;
        }
    }

    /** An answer: its status line, and how many lines of its own stood before it. */
    private record Answer(String status, int lines) {
        boolean isOk() {
            return word().equals("OK");
        }

        private String word() {
            return status.split(" ", 2)[0];
        }

        /** Behind {@code OK}. */
        String text() {
            return status.length() > 3 ? status.substring(3) : "";
        }

        String code() {
            return isOk() ? "" : status.split(" ", 3)[1];
        }
    }

    private record Message(String word, String time, String nick, String text) {}

    private final String host;
    private final int port;
    private final String wanted;
    private final Deque<Message> inbox = new ArrayDeque<>();
    private String nick;
    private @Nullable String token;
    private @Nullable String position;
    private @Nullable Socket socket;
    private @Nullable InputStream input;
    private long pauseMillis = 100;
    private final String run = Long.toString(System.nanoTime(), 36);
    private int said;

    private EchoBot(Map<String, String> environment) {
        host = environment.getOrDefault("PARLEY_HOST", "127.0.0.1");
        port = Integer.parseInt(environment.getOrDefault("PARLEY_PORT", "7070"));
        wanted = environment.getOrDefault("PARLEY_NICK", "echo");
        nick = wanted;
    }

    public static void main(String[] arguments) throws InterruptedException {
        System.exit(new EchoBot(System.getenv()).run());
    }

    private int run() throws InterruptedException {
        while (true) {
            try (Socket connection = new Socket()) {
                socket = connection;
                connection.connect(new InetSocketAddress(host, port), PATIENCE_MILLIS);
                connection.setTcpNoDelay(true);
                connection.setSoTimeout(PATIENCE_MILLIS);
                input = new BufferedInputStream(connection.getInputStream());
                session();
            } catch (Over over) {
                return over.exitCode;
            } catch (IOException lost) {
                inbox.removeIf(each -> each.word.equals("WHISPER"));
            }
            TimeUnit.MILLISECONDS.sleep(pauseMillis);
            pauseMillis = Math.min(2 * pauseMillis, 30_000);
        }
    }

    private void session() throws IOException, Over, InterruptedException {
        String greeting = line();
        if (greeting.startsWith("ERR banned")) {
            throw new Over(3);
        }
        if (!greeting.startsWith("OK")) {
            throw new IOException(greeting);
        }
        login();
        token = ask("token").text();
        if (position == null) {
            position = ask("mark").text();
        } else {
            while (!ask("since " + position).isOk()) {
                TimeUnit.MILLISECONDS.sleep(100);
            }
        }
        ask("live");
        pauseMillis = 100;
        while (true) {
            Message next = inbox.poll();
            if (next != null) {
                answer(next);
            } else {
                await();
            }
        }
    }

    private void login() throws IOException, Over, InterruptedException {
        List<String> names = new ArrayList<>();
        if (token != null) {
            names.add(nick + " " + token);
        }
        names.add(wanted);
        for (int number = 2; number <= 9; number++) {
            names.add(wanted + "-" + number);
        }
        for (String name : names) {
            Answer answer = ask(name);
            while (answer.code().equals("unavailable")) {
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

    /** Takes what comes next, though nothing is asked; where nothing comes, asks whether the server is there. */
    private void await() throws IOException, Over {
        InputStream bytes = input;
        if (bytes == null) {
            throw new IOException("not connected");
        }
        bytes.mark(1);
        try {
            if (bytes.read() >= 0) {
                bytes.reset();
            }
        } catch (SocketTimeoutException quiet) {
            ask("ping");
            return;
        }
        take(line());
    }

    private void answer(Message message) throws IOException, Over, InterruptedException {
        if (message.word.equals("NOTICE") || message.nick.equals(nick)) {
            return;
        }
        boolean whisper = message.word.equals("WHISPER");
        if (message.text.startsWith("!echo ")) {
            String rest = message.text.substring("!echo ".length());
            if (isBlank(rest)) {
                return;
            }
            if (whisper) {
                whisper(message.nick, rest);
            } else {
                say(message, rest);
            }
        } else if (whisper && message.text.equals("!users")) {
            whisper(message.nick, ask("users").text());
        } else if (whisper && message.text.equals("!quit")) {
            ask("downline");
            throw new Over(0);
        }
    }

    private static boolean isBlank(String text) {
        return text.codePoints()
                .allMatch(each -> Character.isWhitespace(each) || Character.isSpaceChar(each) || each == 0x85);
    }

    private static boolean isTooLong(String line) {
        return line.getBytes(StandardCharsets.UTF_8).length > LONGEST;
    }

    private void whisper(String to, String text) throws IOException, Over {
        if (to.isEmpty() || to.codePoints().anyMatch(each -> isBlank(Character.toString(each)))) {
            return;
        }
        String line = "to " + to + " " + text;
        if (!isTooLong(line)) {
            ask(line);
        }
    }

    private void say(Message message, String text) throws IOException, Over, InterruptedException {
        String line = "once " + run + "-" + said++ + " " + text;
        if (isTooLong(line)) {
            return;
        }
        while (true) {
            Answer answer;
            try {
                answer = ask(line);
            } catch (IOException lost) {
                inbox.addFirst(message);
                said--;
                throw lost;
            }
            if (!answer.code().equals("unavailable") && !answer.code().equals("rate-limited")) {
                return;
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
    }

    private Answer ask(String line) throws IOException, Over {
        Socket open = socket;
        if (open == null) {
            throw new IOException("not connected");
        }
        open.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.UTF_8));
        int lines = 0;
        while (true) {
            String next = line();
            switch (next.split(" ", 2)[0]) {
                case "OK", "ERR" -> {
                    return new Answer(next, lines);
                }
                case "USER" -> lines++;
                default -> take(next);
            }
        }
    }

    private void take(String line) throws IOException, Over {
        String[] words = line.split(" ", 3);
        switch (words[0]) {
            case "LOBBY", "NOTICE", "WHISPER" -> {
                int colon = words[2].indexOf(": ");
                inbox.add(new Message(words[0], words[1], words[2].substring(0, colon), words[2].substring(colon + 2)));
                if (!words[0].equals("WHISPER") && (position == null || position.compareTo(words[1]) < 0)) {
                    position = words[1];
                }
            }
            case "BYE" -> {
                if (List.of("kicked", "banned", "replaced").contains(words[1])) {
                    throw new Over(3);
                }
                throw new IOException(line);
            }
            default -> {}
        }
    }

    /** The next line; what stands before the end of the stream is none. */
    private String line() throws IOException {
        InputStream bytes = input;
        if (bytes == null) {
            throw new IOException("not connected");
        }
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = bytes.read(); next != '\n'; next = bytes.read()) {
            if (next < 0) {
                throw new IOException("closed");
            }
            line.write(next);
        }
        String text = line.toString(StandardCharsets.UTF_8);
        return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
    }
}
