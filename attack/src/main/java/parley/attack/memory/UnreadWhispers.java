package parley.attack.memory;

import java.io.IOException;
import java.util.List;
import parley.attack.horde.Horde;
import parley.attack.horde.Member;
import parley.attack.trial.Attack;
import parley.attack.trial.Scene;

/** Whispers to sessions that never ask for what they got: a hundred of them, to each other, as much as may be sent. */
public final class UnreadWhispers implements Attack {
    private static final int SESSIONS = 100;
    private static final String TEXT = "x".repeat(4_000);

    @Override
    public void make(Scene scene) throws IOException {
        try (Horde attackers = scene.attackers()) {
            List<Member> in = attackers.enter("eve", scene.size().of(SESSIONS));
            Pace.keep(attackers, scene.time(), number -> {
                for (int i = 0; i < in.size(); i++) {
                    String to = in.get((i + number + 1) % in.size()).nick();
                    in.get(i).ask("to " + to + " " + TEXT + "\r\n", 1);
                }
            });
            Sent.note(scene, in, "whispers of 4 KB");
        }
    }
}
