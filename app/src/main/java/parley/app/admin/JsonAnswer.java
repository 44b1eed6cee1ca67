package parley.app.admin;

import java.util.List;
import java.util.Locale;
import parley.app.json.JsonLine;

/**
 * Turns a line of the bridge's into a JSON object. Its {@code type} is the line's first word, {@code error} for {@code ERR}; what the
 * line names is under its own name, a {@code -} as null. A kind of line that is not known keeps all that it says as {@code text}.
 */
final class JsonAnswer {

    /** Words that are numbers, or that answer yes. */
    private static final String UNREAD = "unread";

    private static final String STALE = "stale";

    /** Takes what is left of its line. */
    private static final String REASON = "reason=";

    private JsonAnswer() {}

    static String of(String line) {
        List<String> words = List.of(line.split(" ", 3));
        String rest = line.substring(Math.min(line.length(), words.get(0).length() + 1));
        var json = new JsonLine();
        switch (words.get(0)) {
            case "USER" -> keys(json.add("type", "user").add("nick", word(words, 1)), word(words, 2));
            case "BAN" -> keys(json.add("type", "ban").add("what", word(words, 1)), word(words, 2));
            case "STAT" -> stat(json.add("type", "stat").add("name", word(words, 1)), word(words, 2));
            case "ERR" -> json.add("type", "error").add("code", word(words, 1)).add("text", word(words, 2));
            case "BYE" -> json.add("type", "bye").add("code", word(words, 1)).add("text", word(words, 2));
            default -> json.add("type", words.get(0).toLowerCase(Locale.ROOT)).add("text", rest);
        }
        return json.toString();
    }

    private static void stat(JsonLine json, String value) {
        if (value.matches("-?\\d{1,18}")) {
            json.add("value", Long.parseLong(value));
        } else if (value.matches("-?\\d{1,18}\\.\\d{1,18}")) {
            json.add("value", Double.parseDouble(value));
        } else {
            json.add("value", value);
        }
    }

    /** Adds {@code key=value} pairs, in any order. */
    private static void keys(JsonLine json, String pairs) {
        int at = 0;
        while (at < pairs.length()) {
            int space = pairs.indexOf(' ', at);
            int end = space < 0 || pairs.startsWith(REASON, at) ? pairs.length() : space;
            int equals = pairs.indexOf('=', at);
            if (equals >= 0 && equals < end) {
                pair(json, pairs.substring(at, equals), pairs.substring(equals + 1, end));
            }
            at = end + 1;
        }
    }

    private static void pair(JsonLine json, String key, String value) {
        if (value.equals("-")) {
            json.add(key, (String) null);
        } else if (key.equals(UNREAD) && value.matches("\\d{1,18}")) {
            json.add(key, Long.parseLong(value));
        } else if (key.equals(STALE)) {
            json.add(key, value.equals("yes"));
        } else {
            json.add(key, value);
        }
    }

    private static String word(List<String> words, int index) {
        return index < words.size() ? words.get(index) : "";
    }
}
