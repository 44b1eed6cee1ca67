package parley.redis.endpoint;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Takes a URI of Redis's apart. What can't be read is refused in words that hold nothing of a password.
 *
 * @param user what stands before the host, as written; empty where nothing does
 * @param behind what stands behind the hosts: the database, and parameters
 * @param fragment what stands behind {@code #}; null where there is none
 */
record UriText(
        String scheme,
        String user,
        List<Node> nodes,
        String hosts,
        String behind,
        @Nullable String fragment) {
    private static final String ESCAPE =
            "in a user or a password # / ? @ : and % are written %23 %2F %3F %40 %3A and %25";

    /** What is before the host ends at the last @ before it. */
    private static final Pattern FORM =
            Pattern.compile("([a-z+-]+)://(?:([^/?#]*)@)?([^/?#@]*)((?:/[0-9]*)?(?:\\?[^#]*)?)(?:#(.*))?");

    private static final Pattern HOST = Pattern.compile("(\\[[0-9A-Fa-f:.%]+]|[\\p{L}\\p{N}._-]+)(?::([0-9]{1,5}))?");
    private static final int LAST_PORT = 65_535;

    static UriText parse(String uri, String usual, int usualPort) {
        Matcher form = FORM.matcher(uri);
        if (!form.matches()) {
            throw new IllegalArgumentException("that is not a URI such as " + usual + "; " + ESCAPE);
        }
        String fragment = form.group(5);
        if (form.group(4).matches("[^?]*\\?[^=]*@.*") || (fragment != null && !fragment.matches("[^@#/?]+"))) {
            // A # in a password would make a host of what stands before it, and show the rest.
            throw new IllegalArgumentException("an @ stands behind a # or ?; " + ESCAPE);
        }
        List<Node> nodes = new ArrayList<>();
        for (String host : form.group(3).split(",", -1)) {
            nodes.add(node(host, usual, usualPort));
        }
        String user = form.group(2) == null ? "" : form.group(2);
        return new UriText(form.group(1), user, List.copyOf(nodes), form.group(3), form.group(4), fragment);
    }

    private static Node node(String text, String usual, int usualPort) {
        Matcher host = HOST.matcher(text);
        if (!host.matches()) {
            // What is taken for a host may be the beginning of a password.
            throw new IllegalArgumentException("that names no host and port as " + usual + " does; " + ESCAPE);
        }
        int port = host.group(2) == null ? usualPort : Integer.parseInt(host.group(2));
        if (port < 1 || port > LAST_PORT) {
            throw new IllegalArgumentException("a port is a number from 1 to " + LAST_PORT);
        }
        String name = host.group(1);
        return new Node(name.startsWith("[") ? name.substring(1, name.length() - 1) : name, port);
    }

    /** Of a parameter behind {@code ?}; null where it isn't there. */
    @Nullable
    String parameter(String name) {
        Matcher value =
                Pattern.compile("[?&]" + Pattern.quote(name) + "=([^&]*)").matcher(behind);
        return value.find() ? value.group(1) : null;
    }

    /** Nothing of a user or password is in it. */
    String shown() {
        return scheme + "://" + hosts + behind + (fragment == null ? "" : "#" + fragment);
    }
}
