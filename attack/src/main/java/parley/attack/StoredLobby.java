package parley.attack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;
import parley.attack.horde.Horde;
import parley.attack.horde.Member;
import parley.attack.server.UpProcess;
import parley.harness.process.ChildProcesses;

/**
 * Holds the data of a server in whose lobby much was said, to be copied for each attack that needs it.
 *
 * @param data its directory
 * @param times of the last of the messages, oldest first
 */
record StoredLobby(Path data, List<String> times) {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final int SPEAKERS = 20;
    private static final int PIPELINED = 50;
    private static final int TIMES = 2_000;
    private static final String MESSAGE = "pub " + "something that was said a while ago ".repeat(2) + "\r\n";

    /** Has so many messages said at a server without limits, and ends it. */
    static StoredLobby fill(ChildProcesses processes, Path jar, Path work, int messages)
            throws IOException, InterruptedException {
        UpProcess server = new UpProcess(processes, jar, work, List.of("--rate=0", "--byte-rate=0"));
        server.start();
        try {
            List<String> times = say(server, messages);
            if (!server.terminate()) {
                throw new IOException("the server that was to be filled did not end");
            }
            return new StoredLobby(server.data(), times);
        } finally {
            server.kill();
        }
    }

    /** Says them; what is refused is said again. Returns the times of the last. */
    private static List<String> say(UpProcess server, int messages) throws IOException {
        Deque<String> times = new ArrayDeque<>();
        long[] said = {0};
        try (Horde speakers = Horde.ofAttacker(server.address())) {
            List<Member> in = speakers.enter("old", SPEAKERS);
            for (Member member : in) {
                member.then((answered, status) -> {
                    if (status.startsWith("OK ")) {
                        said[0]++;
                        times.add(status.substring(3));
                        if (times.size() > TIMES) {
                            times.remove();
                        }
                    }
                    if (said[0] < messages) {
                        answered.ask(MESSAGE, 1);
                    }
                });
                member.ask(MESSAGE.repeat(PIPELINED), PIPELINED);
            }
            if (!speakers.until(() -> said[0] >= messages, PATIENCE)) {
                throw new IOException("only " + said[0] + " messages were stored");
            }
        }
        return times.stream().sorted().toList();
    }

    /** Makes this the data of another server. */
    void copyTo(Path target) throws IOException {
        try (Stream<Path> files = Files.walk(data)) {
            for (Path file : files.sorted().toList()) {
                Files.copy(
                        file,
                        target.resolve(data.relativize(file).toString()),
                        java.nio.file.StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
    }
}
