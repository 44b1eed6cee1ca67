package parley.bridge.admin;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import parley.bridge.chat.ban.BanTarget;

/**
 * Holds what the operator wrote behind {@code ban}, taken apart.
 *
 * @param length null for ever
 * @param reason one line, may be empty
 */
record BanRequest(BanTarget target, @Nullable Duration length, String reason) {
    /** Whoever asks for more gets this. */
    static final Duration LONGEST = Duration.ofDays(100 * 365);

    private static final Pattern LENGTH = Pattern.compile("([0-9]+)([smhd])(?: (.*))?");

    /** Empty where the first word is neither a nickname nor an address, or the ban would be none. */
    static Optional<BanRequest> parse(String text) {
        String[] words = text.strip().split(" ", 2);
        String rest = words.length > 1 ? words[1].strip() : "";
        Matcher timed = LENGTH.matcher(rest);
        Duration length = timed.matches() ? length(timed.group(1), timed.group(2)) : null;
        if (length != null && length.isZero()) {
            return Optional.empty();
        }
        String reason =
                length == null ? rest : Optional.ofNullable(timed.group(3)).orElse("");
        return BanTarget.parse(words[0]).map(target -> new BanRequest(target, length, reason.strip()));
    }

    private static Duration length(String digits, String unit) {
        long seconds = switch (unit) {
            case "s" -> 1;
            case "m" -> 60;
            case "h" -> 3_600;
            default -> 86_400;
        };
        String count = digits.replaceFirst("^0+(?=.)", "");
        boolean tooLong = count.length() > 10 || Long.parseLong(count) > LONGEST.toSeconds() / seconds;
        return tooLong ? LONGEST : Duration.ofSeconds(Long.parseLong(count) * seconds);
    }
}
