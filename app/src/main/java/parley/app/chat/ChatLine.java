package parley.app.chat;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;
import parley.app.connection.LineConnection;
import parley.protocol.Payload;
import parley.protocol.SafeText;

/**
 * Shows something as a person reads it.
 *
 * @param kind whose it is
 * @param name who spoke, or else empty
 * @param styled cleaned of all that a terminal obeys
 */
record ChatLine(Kind kind, String name, AttributedString styled) {
    enum Kind {
        /** Somebody else's message. */
        THEIRS,
        /** A message of the person's who types. */
        OWN,
        /** What the program or the server has to say. */
        NOTE
    }

    /** What begins a line that is no message. */
    static final String NOTE_MARK = "-- ";

    /** The nick ends at the first colon with a space behind it. */
    private static final Pattern SPOKEN =
            Pattern.compile("(LOBBY|WHISPER|NOTICE) (\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{6}Z) (.*?): (.*)");

    private static final DateTimeFormatter TODAY = DateTimeFormatter.ofPattern("HH:mm:ss ", Locale.ROOT);
    private static final DateTimeFormatter EARLIER = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss ", Locale.ROOT);
    private static final AttributedStyle PLAIN = AttributedStyle.DEFAULT;
    private static final AttributedStyle PRIVATE = PLAIN.foreground(AttributedStyle.MAGENTA);
    private static final AttributedStyle TROUBLE = PLAIN.foreground(AttributedStyle.RED);

    /** Those that can be read on light and dark alike. */
    private static final int[] NAME_COLOURS = {
        AttributedStyle.GREEN, AttributedStyle.CYAN, AttributedStyle.BLUE, AttributedStyle.YELLOW, AttributedStyle.RED
    };

    /** Something of this program's own. */
    static ChatLine note(String text) {
        return new ChatLine(Kind.NOTE, "", new AttributedString(NOTE_MARK + SafeText.clean(text), PLAIN.faint()));
    }

    /** The same where something is wrong. */
    static ChatLine trouble(String text) {
        return new ChatLine(Kind.NOTE, "", new AttributedString(NOTE_MARK + SafeText.clean(text), TROUBLE));
    }

    /** A status line with which the server refuses something or ends the session, for people. */
    static String reason(String status) {
        if (status.startsWith("OK ")) {
            return status.substring("OK ".length());
        }
        String[] words = status.split(" ", 3);
        return words.length < 3 ? status : words[2] + " (" + words[1] + ")";
    }

    /** Whether it is a message of the lobby or to one person. */
    static boolean isMessage(String line) {
        return SPOKEN.matcher(line).matches();
    }

    /**
     * A message as the server sent it, with the time that it is here. On another day than today it has its date.
     *
     * @param nick of the person who reads it
     * @throws IllegalArgumentException when it is none
     */
    static ChatLine message(String line, String nick, Clock clock) {
        Matcher spoken = SPOKEN.matcher(SafeText.clean(line));
        if (!spoken.matches()) {
            throw new IllegalArgumentException("no message: " + line);
        }
        String sender = spoken.group(3);
        String text = spoken.group(4);
        boolean own = sender.equals(nick) && spoken.group(1).equals("LOBBY");
        AttributedStringBuilder styled = begin(Instant.parse(spoken.group(2)), clock);
        switch (spoken.group(1)) {
            case "LOBBY" ->
                styled.styled(nameStyle(sender), sender).append(": ").append(text);
            case "WHISPER" -> styled.styled(nameStyle(sender), sender).styled(PRIVATE, " (to you): " + text);
            default ->
                styled.styled(PLAIN.bold().inverse(), "** " + Payload.ADMINISTRATOR)
                        .styled(PLAIN.bold(), ": " + text);
        }
        return new ChatLine(own ? Kind.OWN : Kind.THEIRS, sender, styled.toAttributedString());
    }

    /** What the server says to whoever has no name yet. */
    static ChatLine greeting(String line) {
        return LineConnection.isOk(line) ? note(line.replaceFirst("OK (parley/\\S+ )?", "")) : trouble(reason(line));
    }

    /** Somebody who is online. */
    static ChatLine user(String line) {
        String name = SafeText.clean(line.substring("USER ".length()));
        return new ChatLine(
                Kind.NOTE,
                name,
                new AttributedStringBuilder()
                        .styled(PLAIN.faint(), NOTE_MARK)
                        .styled(nameStyle(name), name)
                        .toAttributedString());
    }

    /** The same, as part of an answer: nothing that is unread. */
    ChatLine asNote() {
        return new ChatLine(Kind.NOTE, name, styled);
    }

    /** What was just whispered to somebody. */
    static ChatLine whispered(Typed.Whispered whisper, Clock clock) {
        AttributedStringBuilder styled = begin(clock.instant(), clock);
        String to = SafeText.clean(whisper.to());
        styled.styled(PRIVATE, "to ").styled(nameStyle(to), to).styled(PRIVATE, ": " + SafeText.clean(whisper.text()));
        return new ChatLine(Kind.OWN, to, styled.toAttributedString());
    }

    private static AttributedStringBuilder begin(Instant time, Clock clock) {
        ZonedDateTime here = time.atZone(clock.getZone());
        boolean today = here.toLocalDate().equals(LocalDate.now(clock));
        return new AttributedStringBuilder().styled(PLAIN.faint(), (today ? TODAY : EARLIER).format(here));
    }

    private static AttributedStyle nameStyle(String name) {
        return PLAIN.foreground(NAME_COLOURS[Math.floorMod(name.hashCode(), NAME_COLOURS.length)])
                .bold();
    }

    /** Without colours. */
    @Override
    public String toString() {
        return styled.toString();
    }
}
