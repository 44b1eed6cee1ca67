package parley.conformance.bot;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import parley.conformance.lobby.Lobby;
import parley.conformance.lobby.Said;
import parley.conformance.lobby.Whispered;
import parley.conformance.suite.Failure;

/** Holds what the bot has said against what it is to say: each thing as often as it was asked for, in any order, and nothing else. */
final class Ledger {
    private final Lobby lobby;
    private final List<String> says = new ArrayList<>();
    private final List<Whispered> whispers = new ArrayList<>();
    private final List<String> maySay = new ArrayList<>();
    private final List<Whispered> mayWhisper = new ArrayList<>();

    Ledger(Lobby lobby) {
        this.lobby = lobby;
    }

    /** It has to say this. */
    void says(String text) {
        says.add(text);
    }

    /** It may say this, once, or not. */
    void maySay(String text) {
        maySay.add(text);
    }

    void whispers(String to, String text) {
        whispers.add(new Whispered(to, text));
    }

    void mayWhisper(String to, String text) {
        mayWhisper.add(new Whispered(to, text));
    }

    /** Whether it has said it as often as it was asked for so far. */
    boolean hasSaid(String text) {
        return Collections.frequency(said(), text) >= Math.max(1, Collections.frequency(says, text));
    }

    boolean hasWhispered(String to, String text) {
        Whispered one = new Whispered(to, text);
        int asked = Math.max(1, Collections.frequency(whispers, one));
        return Collections.frequency(lobby.whispered(), one) >= asked;
    }

    private List<String> said() {
        return lobby.said().stream().map(Said::text).toList();
    }

    /** Looks at all that it has said: no more comes. */
    void close() throws Failure {
        compare("said in the lobby", says, maySay, said());
        compare("whispered", whispers, mayWhisper, lobby.whispered());
    }

    private static void compare(String what, List<?> wanted, List<?> allowed, List<?> done) throws Failure {
        List<Object> missing = new ArrayList<>(wanted);
        List<Object> left = new ArrayList<>(allowed);
        for (Object each : done) {
            if (!missing.remove(each) && !left.remove(each)) {
                String again = wanted.contains(each) || allowed.contains(each) ? " once more" : "";
                throw new Failure("nothing else " + what + " than was asked for", shown(each) + again);
            }
        }
        if (!missing.isEmpty()) {
            throw new Failure(shown(missing.get(0)) + ", " + what, "nothing of the kind before the end");
        }
    }

    private static String shown(Object each) {
        return each instanceof Whispered whispered
                ? "\"" + whispered.text() + "\" to " + whispered.to()
                : "\"" + each + "\"";
    }
}
