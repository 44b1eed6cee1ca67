package parley.bridge.document;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads a session that a page shows: a fenced block with the word {@code session} behind the fence.
 *
 * <p>Its lines begin with {@code >} for what the client sends and {@code <} for what the server does. Or its first line names
 * several terminals side by side, each with {@code $ } and a command; below, what begins as lines of the server do is the
 * server's. Rows are read from above, and each from the left.
 *
 * <p>The server's lines are shown as they are, but: a whole time stands for any, and for the same one wherever it stands again in
 * that session; {@code 2026-…} is any time, and {@code …} at the end of a line the rest of it, of which there is some.
 *
 * <p>Comments right above the block say what is not shown: {@code <!-- bob is online -->}, and
 * {@code <!-- before pull, bob: to ann psst -->}.
 *
 * @param online who is logged in before it begins
 * @param asides by what the client sends, what others send before, each {@code <nick>: <line>}
 */
record MarkdownSession(Set<String> online, Map<String, String> asides, List<Step> steps) {
    private static final Pattern SERVERS =
            Pattern.compile("(OK|ERR|LOBBY|WHISPER|NOTICE|USER|HELP|MISSED|BYE|BAN|STAT)( .*)?");
    private static final Pattern ONLINE = Pattern.compile("<!-- (\\S+) is online -->");
    private static final Pattern ASIDE = Pattern.compile("<!-- before (.+), (\\S+: .+) -->");

    /**
     * A line that is sent or expected.
     *
     * @param terminal counts from 0, in the order of the columns
     */
    record Step(int terminal, boolean sent, String text) {
        private static final String TIME = "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{6}Z";
        private static final Pattern STANDS_FOR_ANOTHER = Pattern.compile("(?<time>" + TIME + ")|\\d{4}-…|…$");

        /**
         * Whether the server's line is the one that is shown.
         *
         * @param times what the times that are shown stand for, as far as it is known; grows
         */
        boolean matches(String line, Map<String, String> times) {
            StringBuilder pattern = new StringBuilder();
            List<String> shown = new ArrayList<>();
            Matcher placeholder = STANDS_FOR_ANOTHER.matcher(text);
            int end = 0;
            while (placeholder.find()) {
                pattern.append(Pattern.quote(text.substring(end, placeholder.start())));
                end = placeholder.end();
                if (placeholder.group("time") != null) {
                    shown.add(placeholder.group());
                    pattern.append("(").append(TIME).append(")");
                } else {
                    pattern.append(placeholder.group().equals("…") ? ".+" : TIME);
                }
            }
            Matcher said = Pattern.compile(pattern + Pattern.quote(text.substring(end)))
                    .matcher(line);
            boolean matches = said.matches();
            for (int at = 0; matches && at < shown.size(); at++) {
                String time = said.group(at + 1);
                matches = times.computeIfAbsent(shown.get(at), first -> time).equals(time);
            }
            return matches;
        }
    }

    static List<MarkdownSession> in(String page) {
        List<MarkdownSession> sessions = new ArrayList<>();
        List<String> above = new ArrayList<>();
        List<String> block = null;
        for (String line : page.lines().toList()) {
            if (block != null && line.startsWith("```")) {
                sessions.add(of(above, block));
                above.clear();
                block = null;
            } else if (block != null) {
                block.add(line);
            } else if (line.equals("```session")) {
                block = new ArrayList<>();
            } else if (line.startsWith("<!-- ")) {
                above.add(line);
            } else {
                above.clear();
            }
        }
        return sessions;
    }

    private static MarkdownSession of(List<String> above, List<String> block) {
        Set<String> online = new LinkedHashSet<>();
        Map<String, String> asides = new LinkedHashMap<>();
        for (String comment : above) {
            Matcher present = ONLINE.matcher(comment);
            Matcher aside = ASIDE.matcher(comment);
            if (present.matches()) {
                online.add(present.group(1));
            } else if (aside.matches()) {
                asides.put(aside.group(1), aside.group(2));
            } else {
                throw new IllegalArgumentException("not understood: " + comment);
            }
        }
        return new MarkdownSession(online, asides, block.get(0).startsWith("$ ") ? columns(block) : marked(block));
    }

    private static List<Step> marked(List<String> block) {
        List<Step> steps = new ArrayList<>();
        for (String line : block) {
            if (!line.startsWith("> ") && !line.startsWith("< ")) {
                throw new IllegalArgumentException("neither sent nor received: " + line);
            }
            steps.add(new Step(0, line.charAt(0) == '>', line.substring(2)));
        }
        return steps;
    }

    private static List<Step> columns(List<String> block) {
        List<Integer> starts = new ArrayList<>();
        for (int at = 0; at >= 0; at = block.get(0).indexOf("$ ", at + 1)) {
            starts.add(at);
        }
        List<Step> steps = new ArrayList<>();
        for (String row : block.subList(1, block.size())) {
            for (int column = 0; column < starts.size(); column++) {
                int from = Math.min(row.length(), starts.get(column));
                int to = column + 1 < starts.size() ? Math.min(row.length(), starts.get(column + 1)) : row.length();
                if (from > 0 && from < row.length() && row.charAt(from - 1) != ' ') {
                    throw new IllegalArgumentException("it reaches into the next column: " + row);
                }
                String text = row.substring(from, to).strip();
                if (!text.isEmpty()) {
                    steps.add(new Step(column, !SERVERS.matcher(text).matches(), text));
                }
            }
        }
        return steps;
    }
}
