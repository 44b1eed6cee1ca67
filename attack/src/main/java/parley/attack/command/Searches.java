package parley.attack.command;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;
import parley.attack.horde.Horde;
import parley.attack.horde.Member;
import parley.attack.trial.Attack;
import parley.attack.trial.Scene;
import parley.attack.trial.Watcher;

/**
 * Has a hundred sessions search for words that are everywhere, and for as many as a line holds, while a few others, from addresses
 * of their own, search once a second and are to be answered.
 */
public final class Searches implements Attack {
    private static final int WORDS = 500;
    private static final List<String> COMMANDS = List.of(
            "search something",
            "search a while ago",
            "search said number",
            "search " + "something that was said a while ago ".repeat(WORDS / 7));
    private static final int OTHERS = 5;
    private static final String SEARCH = "search something said";
    private static final long EACH_NANOS = 1_000_000_000;

    private final CommandFlood flood = new CommandFlood(COMMANDS);

    @Override
    public void make(Scene scene) throws IOException {
        long end = System.nanoTime() + scene.time().toNanos();
        try (Horde attackers = scene.attackers();
                Horde crowd = scene.crowd(1)) {
            List<Searcher> others = new ArrayList<>();
            crowd.enter("bea", OTHERS).forEach(member -> others.add(new Searcher(member)));
            List<Member> in = flood.begin(attackers, scene);
            while (System.nanoTime() < end) {
                attackers.turn();
                crowd.turn();
                others.forEach(Searcher::search);
            }
            flood.note(attackers, in, scene);
            judge(others, scene);
        }
    }

    private static void judge(List<Searcher> others, Scene scene) {
        Histogram all = new Histogram(3);
        List<String> refused = new ArrayList<>();
        for (Searcher other : others) {
            all.add(other.answers);
            refused.addAll(other.refused);
        }
        scene.notes().add(all.getTotalCount(), "searches of others");
        scene.notes().add(all.getValueAtPercentile(50), "ms for half of these");
        scene.notes().add(all.getMaxValue(), "ms at the most");
        scene.problems().addAll("others' search", refused);
        if (all.getTotalCount() == 0) {
            scene.problems().add("no search of others was answered");
        }
    }

    @Override
    public void look(Scene scene) throws IOException {
        if (Watcher.ask(scene, SEARCH).stream().noneMatch(line -> line.matches("OK [0-9]+"))) {
            scene.problems().add("nobody answers a search afterwards");
        }
    }

    /** Searches once a second, as soon as it was answered. */
    private static final class Searcher {
        private final Member member;
        private final Histogram answers = new Histogram(3);
        private final List<String> refused = new ArrayList<>();
        private long askedAt = System.nanoTime() - EACH_NANOS;

        Searcher(Member member) {
            this.member = member;
            member.then((answered, status) -> {
                if (status.startsWith("OK")) {
                    answers.recordValue((System.nanoTime() - askedAt) / 1_000_000);
                } else {
                    refused.add(status);
                }
            });
        }

        void search() {
            if (member.pending() == 0 && System.nanoTime() - askedAt >= EACH_NANOS) {
                askedAt = System.nanoTime();
                member.ask(SEARCH + "\r\n", 1);
            }
        }
    }
}
