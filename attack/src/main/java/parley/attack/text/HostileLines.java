package parley.attack.text;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import parley.attack.horde.Horde;
import parley.attack.horde.Member;
import parley.attack.trial.Attack;
import parley.attack.trial.Scene;

/**
 * Sends lines of random bytes, of telnet's, of half characters and of commands with such in them, and looks at every byte that
 * comes back.
 */
public final class HostileLines implements Attack {
    private static final int SESSIONS = 40;
    private static final int CHUNK = 100;
    private static final Duration PATIENCE = Duration.ofHours(6);
    private static final int TOLD = 5;
    /** Ends whatever the lines before left open: a subnegotiation, a line, a whisper that waits for its text. */
    private static final byte[] END = {(byte) 0xFF, (byte) 0xF0, '\r', '\n', '\r', '\n', 'p', 'i', 'n', 'g', '\r', '\n'
    };

    private static final List<String> STARTS = List.of(
            "pub ",
            "to ",
            "to ann1 ",
            "since ",
            "history ",
            "help ",
            "live ",
            "users ",
            "pull ",
            "",
            "\u202E",
            "ping ");

    private final Random random = new Random(42);
    private long lines;
    private long unsafe;

    @Override
    public void make(Scene scene) throws IOException {
        long all = scene.size().lines();
        try (Horde attackers = scene.attackers()) {
            attackers.inspect(found -> {
                if (unsafe++ < TOLD) {
                    scene.problems().add("sent to the attacker: " + found);
                }
            });
            List<Member> in = new ArrayList<>(attackers.enter("eve", SESSIONS));
            for (Member member : in) {
                member.then((answered, status) -> {
                    if (status.equals("OK pong") && lines < all) {
                        answered.send(chunk());
                    }
                });
                member.send(chunk());
            }
            if (!attackers.until(() -> lines >= all || in.stream().allMatch(Member::isOver), PATIENCE) || lines < all) {
                scene.problems()
                        .add("the sessions ended after " + lines + " lines: "
                                + in.get(0).refusal());
            }
            scene.notes().add(lines, "lines");
        }
    }

    private byte[] chunk() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int i = 0; i < CHUNK; i++) {
            line(bytes);
            lines++;
        }
        bytes.writeBytes(END);
        return bytes.toByteArray();
    }

    private void line(ByteArrayOutputStream bytes) {
        bytes.writeBytes(STARTS.get(random.nextInt(STARTS.size())).getBytes(UTF_8));
        int length = 1 + random.nextInt(random.nextInt(100) == 0 ? 5_000 : 60);
        switch (random.nextInt(4)) {
            case 0 -> random.ints(length, 0, 256).forEach(bytes::write);
            case 1 -> random.ints(length, 0x80, 0x100).forEach(bytes::write);
            case 2 ->
                random.ints(length, 0, 0x11_0000)
                        .filter(point -> point < 0xD800 || point > 0xDFFF)
                        .forEach(point ->
                                bytes.writeBytes(Character.toString(point).getBytes(UTF_8)));
            default -> {
                bytes.write(0xFF);
                bytes.write(0xF0 + random.nextInt(16));
                bytes.write(random.nextInt(256));
            }
        }
        bytes.writeBytes("\r\n".getBytes(UTF_8));
    }
}
