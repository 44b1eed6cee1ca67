package parley.app.chat;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;
import parley.protocol.SafeText;

/**
 * Shows a line of the server's as a person reads it.
 *
 * @param name who spoke or is online, empty where nobody is named
 * @param styled cleaned of all that a terminal obeys
 */
record ChatLine(String name, AttributedString styled) {

    private static final Pattern SPOKEN =
            Pattern.compile("(LOBBY|WHISPER|NOTICE) (\\d{4}-\\d\\d-\\d\\dT[0-9:.]{15}Z) ([^:]*): (.*)");
    private static final AttributedStyle PLAIN = AttributedStyle.DEFAULT;

    /** Those that can be read on light and dark alike. */
    private static final int[] NAME_COLOURS = {
        AttributedStyle.GREEN, AttributedStyle.CYAN, AttributedStyle.BLUE, AttributedStyle.YELLOW, AttributedStyle.RED
    };

    static ChatLine of(String line) {
        String clean = SafeText.clean(line);
        Matcher spoken = SPOKEN.matcher(clean);
        if (spoken.matches()) {
            return spoken(spoken.group(1), Instant.parse(spoken.group(2)), spoken.group(3), spoken.group(4));
        }
        String word = clean.split(" ", 2)[0];
        AttributedStyle style = switch (word) {
            case "OK", "--" -> PLAIN.faint();
            case "ERR", "MISSED" -> PLAIN.foreground(AttributedStyle.RED);
            case "BYE" -> PLAIN.foreground(AttributedStyle.RED).bold();
            default -> PLAIN;
        };
        String name = word.equals("USER") ? clean.substring("USER".length()).strip() : "";
        return new ChatLine(name, new AttributedString(clean, style));
    }

    private static ChatLine spoken(String kind, Instant time, String sender, String text) {
        AttributedStyle colour = PLAIN.foreground(NAME_COLOURS[Math.floorMod(sender.hashCode(), NAME_COLOURS.length)]);
        LocalTime here = LocalTime.ofInstant(time, ZoneId.systemDefault()).truncatedTo(ChronoUnit.SECONDS);
        var styled = new AttributedStringBuilder().styled(PLAIN.faint(), String.format(Locale.ROOT, "%tT ", here));
        switch (kind) {
            case "LOBBY" -> styled.styled(colour.bold(), sender).append(": ").append(text);
            case "WHISPER" ->
                styled.styled(colour.bold(), sender)
                        .styled(PLAIN.foreground(AttributedStyle.MAGENTA), " (to you): " + text);
            default -> styled.styled(PLAIN.bold(), sender + ": " + text);
        }
        return new ChatLine(sender, styled.toAttributedString());
    }
}
