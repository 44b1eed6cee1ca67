package parley.attack.memory;

import java.io.IOException;
import java.util.List;
import parley.attack.horde.Horde;
import parley.attack.horde.Member;
import parley.attack.trial.Attack;
import parley.attack.trial.Scene;

/**
 * Asks for as many long answers as may wait and reads none of them, from most of a hundred sessions, while the others fill the
 * lobby so that it moves on.
 */
public final class UnreadAnswers implements Attack {
    private static final int SESSIONS = 100;
    private static final int SPEAKERS = 20;
    private static final int PIPELINED = 64;
    private static final String MESSAGE = "pub " + "x".repeat(4_000) + "\r\n";

    private final boolean halfClosed;

    /** @param halfClosed whether it also says that it will send nothing more */
    public UnreadAnswers(boolean halfClosed) {
        this.halfClosed = halfClosed;
    }

    @Override
    public void make(Scene scene) throws IOException {
        try (Horde attackers = scene.silentAttackers()) {
            List<Member> in = attackers.enter("eve", scene.size().of(SESSIONS));
            int speakers = Math.min(scene.size().of(SPEAKERS), in.size());
            List<Member> silent = in.subList(speakers, in.size());
            for (Member member : silent) {
                member.pause(true);
                member.ask("history 1000\r\n".repeat(PIPELINED), PIPELINED);
                if (halfClosed) {
                    member.shutDownSending();
                }
            }
            List<Member> speaking = in.subList(0, speakers);
            Pace.keep(attackers, scene.time(), number -> speaking.forEach(member -> member.ask(MESSAGE, 1)));
            scene.notes().add((long) silent.size() * PIPELINED, "answers not read");
            Sent.note(scene, speaking, "messages of 4 KB");
        }
    }
}
