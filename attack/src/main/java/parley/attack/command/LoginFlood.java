package parley.attack.command;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import parley.attack.horde.Horde;
import parley.attack.horde.Member;
import parley.attack.trial.Attack;
import parley.attack.trial.Scene;

/** Logs in and leaves without a word, under another name each time. */
public final class LoginFlood implements Attack {
    private static final int AT_A_TIME = 50;

    @Override
    public void make(Scene scene) throws IOException {
        long end = System.nanoTime() + scene.time().toNanos();
        long welcomed = 0;
        long came = 0;
        try (Horde attackers = scene.attackers()) {
            Deque<Member> coming = new ArrayDeque<>();
            while (System.nanoTime() < end) {
                while (coming.size() < scene.size().of(AT_A_TIME)) {
                    coming.add(attackers.come("eve" + came++));
                }
                attackers.turn();
                for (int i = coming.size(); i > 0; i--) {
                    Member member = coming.remove();
                    if (member.isIn()) {
                        welcomed++;
                        member.leave();
                    } else if (!member.isOver()) {
                        coming.add(member);
                    }
                }
            }
        }
        scene.notes().add(came, "connections");
        scene.notes().add(welcomed, "logins");
    }
}
