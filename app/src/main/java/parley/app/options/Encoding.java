package parley.app.options;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * Refuses words that Java could not read as they were given. Where no locale is set, or one that isn't installed, each of their
 * bytes beyond ASCII has become a U+FFFD before anybody could look: a message would be stored so, a file made under another name.
 */
public final class Encoding {

    private static final char UNREADABLE = '\uFFFD';

    private Encoding() {}

    /** @throws CommandException before anything is done with them */
    public static void requireReadable(Map<String, String> environment, String... arguments) {
        for (String argument : arguments) {
            require(argument, "an argument");
        }
        new TreeMap<>(environment).forEach((name, value) -> {
            if (name.startsWith("PARLEY_")) {
                require(value, name);
            }
        });
    }

    /** @throws CommandException where the working directory's name, which it goes on from, could not be read */
    static void requireReadable(Path path) {
        require(path.toString(), "the path of " + path.getFileName());
    }

    private static void require(String text, String what) {
        if (text.indexOf(UNREADABLE) >= 0) {
            throw CommandException.ofRequest(what + " can't be read as text in this locale, whose encoding is "
                    + System.getProperty("sun.jnu.encoding") + "; set LC_ALL=C.UTF-8");
        }
    }
}
