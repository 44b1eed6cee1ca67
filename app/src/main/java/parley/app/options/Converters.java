package parley.app.options;

import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import parley.bridge.limits.StreamLimits;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Turns words of the command line into values, one nested class for each kind of value. */
public final class Converters {

    private Converters() {}

    public static final class Port implements ITypeConverter<Integer> {
        @Override
        public Integer convert(String value) {
            return between(value, 0, 65_535, "a port");
        }
    }

    /** {@code off} stands for none. */
    public static final class WebPortOrOff implements ITypeConverter<WebPort> {
        @Override
        public WebPort convert(String value) {
            return value.strip().equalsIgnoreCase("off")
                    ? WebPort.OFF
                    : new WebPort(between(value, 0, 65_535, "off, or a port"));
        }
    }

    public static final class Count implements ITypeConverter<Integer> {
        @Override
        public Integer convert(String value) {
            return between(value, 1, Integer.MAX_VALUE, "a number");
        }
    }

    /** 0 stands for no limit. */
    public static final class CountOrNone implements ITypeConverter<Integer> {
        @Override
        public Integer convert(String value) {
            return between(value, 0, Integer.MAX_VALUE, "a number");
        }
    }

    /** Bytes of a line: room for a nickname and a command, and short of what is taken for a flood. */
    public static final class LineLength implements ITypeConverter<Integer> {
        @Override
        public Integer convert(String value) {
            return between(value, 1, 65_535, "a number");
        }
    }

    /** Bytes, or with a letter behind it KiB, MiB or GiB: of what the lobby takes on Redis. */
    public static final class StreamBytes implements ITypeConverter<Long> {
        private static final Pattern FORM = Pattern.compile("(?<number>\\d{1,15})(?<unit>[KMG]?)");
        private static final String UNITS = "KMG";

        @Override
        public Long convert(String value) {
            Matcher form = FORM.matcher(value.strip());
            if (form.matches()) {
                long number = Long.parseLong(form.group("number"));
                String unit = form.group("unit");
                int shift = unit.isEmpty() ? 0 : 10 * (UNITS.indexOf(unit) + 1);
                if (number <= Long.MAX_VALUE >> shift && number << shift >= StreamLimits.LEAST_BYTES) {
                    return number << shift;
                }
            }
            throw new TypeConversionException("'" + value + "' is not a number of bytes of at least 1M, such as 512M");
        }
    }

    public static final class Text implements ITypeConverter<String> {
        @Override
        public String convert(String value) {
            if (value.isBlank()) {
                throw new TypeConversionException("it is empty");
            }
            return value.strip();
        }
    }

    public static final class NameAndValue implements ITypeConverter<Map.Entry<String, String>> {
        private static final Pattern FORM = Pattern.compile("(?<name>[a-z][a-z-]*)=(?<value>.+)");

        @Override
        public Map.Entry<String, String> convert(String value) {
            Matcher form = FORM.matcher(value.strip());
            if (!form.matches()) {
                throw new TypeConversionException("'" + value + "' is not of the form NAME=VALUE");
            }
            return Map.entry(form.group("name"), form.group("value"));
        }
    }

    public static final class File implements ITypeConverter<Path> {
        @Override
        public Path convert(String value) {
            if (value.isBlank()) {
                throw new TypeConversionException("it is empty");
            }
            try {
                return Path.of(value).toAbsolutePath().normalize();
            } catch (InvalidPathException e) {
                throw new TypeConversionException("'" + value + "' is not a path");
            }
        }
    }

    /** {@code host}, {@code host:port} or {@code [address]:port}. */
    public static final class HostAndPort implements ITypeConverter<InetSocketAddress> {

        private static final Pattern FORM =
                Pattern.compile("(?<host>[^:\\[\\]]+|\\[[0-9A-Fa-f:.%a-z]+])(:(?<port>.*))?");

        @Override
        public InetSocketAddress convert(String value) {
            Matcher form = FORM.matcher(value);
            if (!form.matches()) {
                throw new TypeConversionException("'" + value + "' is not of the form host:port");
            }
            String port = form.group("port");
            return InetSocketAddress.createUnresolved(
                    form.group("host").replaceAll("[\\[\\]]", ""),
                    port == null ? 7070 : between(port, 1, 65_535, "a port"));
        }
    }

    public static final class UnixSocket implements ITypeConverter<Path> {

        /** What the kernel's structure holds: 108 bytes on Linux, 104 elsewhere, with the end mark. */
        private static final int LONGEST = System.getProperty("os.name").equals("Linux") ? 107 : 103;

        @Override
        public Path convert(String value) {
            Path path = new File().convert(value);
            if (path.toString().getBytes(StandardCharsets.UTF_8).length > LONGEST) {
                throw new TypeConversionException("a Unix socket's path is at most " + LONGEST + " bytes long");
            }
            return path;
        }
    }

    /** Digits and a unit, up to a day. */
    public static final class Span implements ITypeConverter<Duration> {

        private static final Pattern FORM = Pattern.compile("(?<count>\\d{1,9})(?<unit>[smhd])");

        @Override
        public Duration convert(String value) {
            Matcher form = FORM.matcher(value.strip());
            if (form.matches()) {
                long count = Long.parseLong(form.group("count"));
                Duration span = switch (form.group("unit")) {
                    case "s" -> Duration.ofSeconds(count);
                    case "m" -> Duration.ofMinutes(count);
                    case "h" -> Duration.ofHours(count);
                    default -> Duration.ofDays(count);
                };
                if (span.compareTo(Duration.ofDays(1)) <= 0) {
                    return span;
                }
            }
            throw new TypeConversionException("'" + value + "' is not a duration such as 5s or 1m, up to a day");
        }
    }

    /** An instant of RFC 3339, or a day, which begins at midnight in UTC. */
    public static final class Time implements ITypeConverter<Instant> {
        private static final Pattern FORM = Pattern.compile(
                "\\d{4}-\\d\\d-\\d\\d(?<time>[Tt]\\d\\d:\\d\\d:\\d\\d(\\.\\d{1,9})?([Zz]|[+-]\\d\\d:\\d\\d))?");

        @Override
        public Instant convert(String value) {
            Matcher form = FORM.matcher(value.strip());
            try {
                if (form.matches()) {
                    OffsetDateTime time = form.group("time") == null
                            ? LocalDate.parse(form.group()).atStartOfDay().atOffset(ZoneOffset.UTC)
                            : OffsetDateTime.parse(form.group()).withOffsetSameInstant(ZoneOffset.UTC);
                    if (time.getYear() >= 0 && time.getYear() <= 9_999) {
                        return time.toInstant();
                    }
                }
            } catch (DateTimeParseException noSuchTime) {
                // Said below.
            }
            throw new TypeConversionException(
                    "'" + value + "' is not a time such as 2026-11-23 or 2026-11-23T10:01:02Z");
        }
    }

    public static final class LogLevel implements ITypeConverter<LogOption.Level> {
        @Override
        public LogOption.Level convert(String value) {
            return oneOf(LogOption.Level.class, value);
        }
    }

    public static final class LogFormat implements ITypeConverter<LogOption.Format> {
        @Override
        public LogOption.Format convert(String value) {
            return oneOf(LogOption.Format.class, value);
        }
    }

    private static <E extends Enum<E>> E oneOf(Class<E> type, String value) {
        List<String> words = new ArrayList<>();
        for (E constant : type.getEnumConstants()) {
            String word = constant.name().toLowerCase(Locale.ROOT);
            if (word.equalsIgnoreCase(value.strip())) {
                return constant;
            }
            words.add(word);
        }
        throw new TypeConversionException("'" + value + "' is none of " + String.join(", ", words));
    }

    private static int between(String value, int least, int most, String what) {
        try {
            int number = Integer.parseInt(value.strip());
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException notANumber) {
            // Said below.
        }
        String range = most == Integer.MAX_VALUE ? "of at least " + least : "from " + least + " to " + most;
        throw new TypeConversionException("'" + value + "' is not " + what + " " + range);
    }
}
