package parley.conformance.transcript;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Compares lines with what is expected, placeholders and all, and knows the times that have names in one playing. */
final class Template {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{time(?::([a-z0-9]+))?}|\\{n}| ?\\{any}$");
    private static final Pattern NAMED = Pattern.compile("\\{time:([a-z0-9]+)}");
    private static final String TIME = "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{6}Z";

    private final Map<String, String> times = new HashMap<>();

    /** The text with the times that are known in place of their names. */
    String filledIn(String text) {
        return NAMED.matcher(text).replaceAll(found -> times.getOrDefault(found.group(1), found.group()));
    }

    /** Binds the names of times that are new, where the line matches. */
    boolean matches(String template, String line) {
        StringBuilder regex = new StringBuilder();
        Map<String, String> groups = new LinkedHashMap<>();
        Matcher placeholder = PLACEHOLDER.matcher(template);
        int at = 0;
        while (placeholder.find()) {
            regex.append(Pattern.quote(template.substring(at, placeholder.start())));
            String name = placeholder.group(1);
            if (placeholder.group().endsWith("{any}")) {
                regex.append(placeholder.group().startsWith(" ") ? "(?: .*)?" : ".*");
            } else if (placeholder.group().equals("{n}")) {
                regex.append("\\d+");
            } else if (name == null) {
                regex.append(TIME);
            } else if (times.containsKey(name) || groups.containsKey(name)) {
                regex.append(Pattern.quote(times.getOrDefault(name, "")));
            } else {
                groups.put(name, "t" + groups.size());
                regex.append("(?<t")
                        .append(groups.size() - 1)
                        .append('>')
                        .append(TIME)
                        .append(')');
            }
            at = placeholder.end();
        }
        regex.append(Pattern.quote(template.substring(at)));
        Matcher matcher = Pattern.compile(regex.toString()).matcher(line);
        if (!matcher.matches()) {
            return false;
        }
        groups.forEach((name, group) -> times.put(name, matcher.group(group)));
        return true;
    }
}
