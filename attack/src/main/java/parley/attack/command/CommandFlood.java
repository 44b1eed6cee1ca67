package parley.attack.command;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import parley.attack.horde.Horde;
import parley.attack.horde.Member;
import parley.attack.trial.Attack;
import parley.attack.trial.Scene;

/** Asks the same again and again from a hundred sessions, each as many at a time as are let through. */
public final class CommandFlood implements Attack {
    private static final int SESSIONS = 100;
    private static final int PIPELINED = 64;

    private final List<String> commands;

    /** @param commands asked in turn, without their ends */
    public CommandFlood(List<String> commands) {
        this.commands = List.copyOf(commands);
    }

    @Override
    public void make(Scene scene) throws IOException {
        try (Horde attackers = scene.attackers()) {
            List<Member> in = begin(attackers, scene);
            attackers.during(scene.time());
            note(attackers, in, scene);
        }
    }

    /** Has them come in and ask; those who are in go on for as long as they are served. */
    List<Member> begin(Horde attackers, Scene scene) throws IOException {
        List<Member> in = attackers.enter("eve", scene.size().of(SESSIONS));
        for (Member member : in) {
            Iterator<String> next = endless();
            member.then((answered, status) -> answered.ask(next.next(), 1));
            StringBuilder first = new StringBuilder();
            for (int i = 0; i < PIPELINED; i++) {
                first.append(next.next());
            }
            member.ask(first.toString(), PIPELINED);
        }
        return in;
    }

    /** Tells what came of it. */
    void note(Horde attackers, List<Member> in, Scene scene) {
        long answers = in.stream().mapToLong(Member::answers).sum();
        scene.notes().add(in.size(), "sessions");
        scene.notes().add(answers, "answers");
        scene.notes().add(in.stream().mapToLong(Member::refusals).sum(), "of them refusals");
        scene.notes().add(attackers.received() / 1024 / 1024, "MiB");
    }

    private Iterator<String> endless() {
        List<String> lines = new ArrayList<>();
        commands.forEach(command -> lines.add(command + "\r\n"));
        return new Iterator<>() {
            private int at;

            @Override
            public boolean hasNext() {
                return true;
            }

            @Override
            public String next() {
                return lines.get(at++ % lines.size());
            }
        };
    }
}
