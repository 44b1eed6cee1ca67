package parley.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Speaks with a bridge as somebody with telnet. */
final class ChatClient implements AutoCloseable {

    private final Socket socket;
    private final BufferedReader lines;

    private ChatClient(Socket socket) throws IOException {
        this.socket = socket;
        socket.setSoTimeout(20_000);
        this.lines = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
    }

    static ChatClient login(int port, String nick) throws IOException {
        var client = new ChatClient(new Socket(InetAddress.getLoopbackAddress(), port));
        assertThat(client.line()).startsWith("OK parley/1 ");
        assertThat(client.ask(nick)).last().asString().startsWith("OK Welcome " + nick + "!");
        return client;
    }

    /** The first line that somebody gets who connects. */
    static String greeting(int port) throws IOException {
        try (var client = new ChatClient(new Socket(InetAddress.getLoopbackAddress(), port))) {
            return String.valueOf(client.line());
        }
    }

    /** Sends a line and returns its answer, the status line last. */
    List<String> ask(String line) throws IOException {
        socket.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.UTF_8));
        List<String> answer = new ArrayList<>();
        do {
            answer.add(line());
        } while (!answer.get(answer.size() - 1).matches("(OK|ERR|BYE)( .*)?"));
        return answer;
    }

    /** Sends lines all at once and returns their status lines. */
    List<String> askAll(List<String> questions) throws IOException {
        String all = String.join("\r\n", questions) + "\r\n";
        socket.getOutputStream().write(all.getBytes(StandardCharsets.UTF_8));
        List<String> answers = new ArrayList<>();
        while (answers.size() < questions.size()) {
            String line = line();
            if (line.matches("(OK|ERR|BYE)( .*)?")) {
                answers.add(line);
            }
        }
        return answers;
    }

    /** The next line; null at the end. */
    String line() throws IOException {
        return lines.readLine();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
