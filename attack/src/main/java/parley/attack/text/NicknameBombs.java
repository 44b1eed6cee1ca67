package parley.attack.text;

import java.io.IOException;
import java.util.List;
import parley.attack.horde.Horde;
import parley.attack.horde.Member;
import parley.attack.trial.Attack;
import parley.attack.trial.Scene;

/** Tries to log in under nicknames that are as long as a line and dear to look at, again and again. */
public final class NicknameBombs implements Attack {
    private static final int SESSIONS = 100;
    private static final int AT_A_TIME = 4;

    @Override
    public void make(Scene scene) throws IOException {
        List<String> bombs = Bombs.ALL;
        long[] tried = {0};
        try (Horde attackers = scene.attackers()) {
            List<Member> greeted = attackers.connect(scene.size().of(SESSIONS));
            for (Member member : greeted) {
                member.then((answered, status) ->
                        answered.ask(bombs.get((int) (tried[0]++ % bombs.size())) + "\r\n", 1));
                for (int i = 0; i < AT_A_TIME; i++) {
                    member.ask(bombs.get(i % bombs.size()) + "\r\n", 1);
                }
            }
            attackers.during(scene.time());
            scene.notes().add(greeted.size(), "sessions");
            scene.notes().add(tried[0], "nicknames");
        }
    }
}
