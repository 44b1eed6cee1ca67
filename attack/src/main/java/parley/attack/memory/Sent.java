package parley.attack.memory;

import java.util.List;
import parley.attack.horde.Member;
import parley.attack.trial.Scene;

/** Notes how much of what sessions sent was let through. */
final class Sent {
    private Sent() {}

    static void note(Scene scene, List<Member> members, String what) {
        long answers = members.stream().mapToLong(Member::answers).sum();
        long refusals = members.stream().mapToLong(Member::refusals).sum();
        scene.notes().add(members.size(), "sessions");
        scene.notes().add(answers - refusals, what);
        scene.notes().add(refusals, "refused");
    }
}
