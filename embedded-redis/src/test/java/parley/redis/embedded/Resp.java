package parley.redis.embedded;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Sends inline commands to a server on one connection, and returns the last line of the last answer. */
final class Resp {

    private Resp() {}

    static String call(int port, String... commands) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(5_000);
            var lines = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            String answer = "";
            for (String command : commands) {
                socket.getOutputStream().write((command + "\r\n").getBytes(StandardCharsets.UTF_8));
                answer = last(lines);
            }
            return answer;
        }
    }

    private static String last(BufferedReader lines) throws IOException {
        String line = lines.readLine();
        if (line.startsWith("$") && !line.equals("$-1")) {
            return lines.readLine();
        }
        if (line.startsWith("*")) {
            String element = line;
            for (int left = Integer.parseInt(line.substring(1)); left > 0; left--) {
                element = last(lines);
            }
            return element;
        }
        return line;
    }
}
