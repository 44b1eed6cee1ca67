package parley.attack.memory;

import java.io.IOException;
import java.util.List;
import parley.attack.horde.Horde;
import parley.attack.horde.Member;
import parley.attack.trial.Attack;
import parley.attack.trial.Scene;

/** Asks for the lobby as it comes, and for all that was said before, speaks itself as much as it may, and reads nothing. */
public final class StalledReaders implements Attack {
    private static final int SESSIONS = 100;
    private static final String MESSAGE = "pub " + "x".repeat(4_000) + "\r\n";

    @Override
    public void make(Scene scene) throws IOException {
        try (Horde attackers = scene.silentAttackers()) {
            List<Member> in = attackers.enter("eve", scene.size().of(SESSIONS));
            for (Member member : in) {
                member.pause(true);
                member.ask("live\r\nsince 1970-01-01T00:00:00.000000Z\r\n", 2);
            }
            Pace.keep(
                    attackers,
                    scene.time(),
                    number -> in.stream()
                            .filter(member -> !member.isOver() && member.isSent())
                            .forEach(member -> member.ask(MESSAGE, 1)));
            scene.notes().add(in.size(), "sessions that read nothing");
        }
    }
}
