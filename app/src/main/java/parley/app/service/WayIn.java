package parley.app.service;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import parley.bridge.Bridge;

/** Says to a person at a terminal how to come in, on standard error; to nobody else, as programs read the ready line. */
final class WayIn {
    /** The launcher's word that standard error is a terminal. */
    private static final String IS_PERSON = "parley.person";

    private static final String HERE = "127.0.0.1";
    private static final Set<String> ANYWHERE = Set.of("0.0.0.0", "::", "[::]", "0");

    private WayIn() {}

    static boolean isWanted() {
        return Boolean.getBoolean(IS_PERSON);
    }

    /**
     * The lines for that bridge.
     *
     * @param host on which it listens
     * @param secureWeb whether its page is at HTTPS
     */
    static List<String> of(String host, Bridge bridge, boolean secureWeb) {
        return of(host, bridge.port(), bridge.webPort(), secureWeb);
    }

    /** @param web -1 where there is no page */
    static List<String> of(String host, int port, int web, boolean secureWeb) {
        String reached = ANYWHERE.contains(host) ? HERE : host;
        String address = (reached.contains(":") ? "[" + reached + "]" : reached) + ":";
        List<String> lines = new ArrayList<>();
        lines.add("");
        lines.add("Parley is up. Come in, from another terminal or a browser:");
        if (web >= 0) {
            lines.add("  " + (secureWeb ? "https://" : "http://") + address + web + "/");
        }
        lines.add("  nc " + reached + " " + port);
        lines.add("  ./parley chat " + address + port);
        lines.add("Ctrl-C ends it.");
        return List.copyOf(lines);
    }

    static void print(PrintStream errors, List<String> lines) {
        lines.forEach(errors::println);
        errors.flush();
    }
}
