package parley.attack.trial;

import java.io.IOException;
import java.util.List;
import parley.attack.horde.Addresses;
import parley.attack.server.Conversation;

/** Looks into the lobby afterwards, as somebody who just comes in. */
public final class Watcher {
    private static final int ADDRESS = 40_000;

    private Watcher() {}

    /** All lines of an answer, the greeting and the welcome among them. */
    public static List<String> ask(Scene scene, String command) throws IOException {
        return Conversation.hold(Addresses.newcomer(ADDRESS), scene.server().address(), "watcher", command, "downline");
    }

    /** Adds a problem where the lobby or the list of users has a line with that in it. */
    public static void demandNone(Scene scene, String command, String text) throws IOException {
        List<String> found = ask(scene, command).stream()
                .filter(line -> line.startsWith("LOBBY") || line.startsWith("USER") || line.startsWith("NOTICE"))
                .filter(line -> line.contains(text))
                .toList();
        scene.problems().addAll("found with " + command, found);
    }
}
