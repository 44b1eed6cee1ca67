package parley.attack.memory;

import java.io.IOException;
import java.util.List;
import parley.attack.horde.Horde;
import parley.attack.horde.Member;
import parley.attack.trial.Attack;
import parley.attack.trial.Scene;

/** Fills the lobby with the longest messages there are, from a hundred sessions, as often as may be. */
public final class LargeMessages implements Attack {
    private static final int SESSIONS = 100;
    private static final String MESSAGE = "pub " + "x".repeat(4_090) + "\r\n";

    @Override
    public void make(Scene scene) throws IOException {
        try (Horde attackers = scene.attackers()) {
            List<Member> in = attackers.enter("eve", scene.size().of(SESSIONS));
            Pace.keep(attackers, scene.time(), number -> in.forEach(member -> member.ask(MESSAGE, 1)));
            Sent.note(scene, in, "messages of 4 KB");
        }
    }
}
