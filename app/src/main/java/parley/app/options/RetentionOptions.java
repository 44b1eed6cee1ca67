package parley.app.options;

import java.time.Duration;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Holds the options that say what the archive keeps; without them that is all. */
public final class RetentionOptions {

    @Option(
            names = "--keep",
            paramLabel = "TIME",
            converter = Age.class,
            description = "Keep the archive's messages for so long, such as 90d; older ones go. Default: for ever.")
    public @Nullable Duration age;

    @Option(
            names = "--keep-bytes",
            paramLabel = "BYTES",
            converter = Converters.StreamBytes.class,
            description = "Keep the archive's file below this size, such as 20G; the oldest messages go."
                    + " Default: no limit.")
    public @Nullable Long bytes;

    public OptionalLong bytes() {
        return bytes == null ? OptionalLong.empty() : OptionalLong.of(bytes);
    }

    /** Digits and a unit, a second to a hundred years. */
    static final class Age implements ITypeConverter<Duration> {
        private static final Pattern FORM = Pattern.compile("(?<count>\\d{1,9})(?<unit>[smhd])");
        private static final Duration LONGEST = Duration.ofDays(36_500);

        @Override
        public Duration convert(String value) {
            Matcher form = FORM.matcher(value.strip());
            if (form.matches()) {
                long count = Long.parseLong(form.group("count"));
                Duration age = switch (form.group("unit")) {
                    case "s" -> Duration.ofSeconds(count);
                    case "m" -> Duration.ofMinutes(count);
                    case "h" -> Duration.ofHours(count);
                    default -> Duration.ofDays(count);
                };
                if (!age.isZero() && age.compareTo(LONGEST) <= 0) {
                    return age;
                }
            }
            throw new TypeConversionException("'" + value + "' is not a time such as 90d or 12h, of up to 36500d");
        }
    }
}
