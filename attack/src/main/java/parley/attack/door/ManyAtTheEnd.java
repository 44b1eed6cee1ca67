package parley.attack.door;

import java.io.IOException;
import java.util.List;
import parley.attack.horde.Horde;
import parley.attack.horde.Member;
import parley.attack.trial.Attack;
import parley.attack.trial.Scene;

/** Is in with thousands of sessions, half of which read nothing, when the server is told to end. */
public final class ManyAtTheEnd implements Attack {
    private static final int FROM_EACH = 100;

    private final int sessions;

    public ManyAtTheEnd(int sessions) {
        this.sessions = sessions;
    }

    @Override
    public void make(Scene scene) throws IOException, InterruptedException {
        try (Horde crowd = scene.crowd(FROM_EACH)) {
            List<Member> in = crowd.enter("bob", scene.size().of(sessions));
            for (int i = 0; i < in.size(); i += 2) {
                in.get(i).pause(true);
                in.get(i).ask("live\r\n", 1);
            }
            crowd.during(scene.time().dividedBy(4));
            long begun = System.nanoTime();
            if (!scene.server().terminate()) {
                scene.problems().add("SIGTERM did not end it within 10 s");
            }
            scene.notes().add(in.size(), "sessions");
            scene.notes().add((System.nanoTime() - begun) / 1_000_000, "ms until it had ended");
        }
    }

    @Override
    public boolean endsTheServer() {
        return true;
    }
}
