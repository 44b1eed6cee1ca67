package parley.app.log;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.encoder.EncoderBase;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Locale;
import java.util.Objects;
import org.slf4j.event.KeyValuePair;

/**
 * Writes an event as one JSON object on one line: {@code time}, {@code level}, {@code logger}, {@code thread}, {@code message}, then
 * what belongs to it under keys of its own, {@code session} for one, and an exception's trace as {@code exception}.
 */
final class JsonEncoder extends EncoderBase<ILoggingEvent> {

    /** Characters of a trace. */
    private static final int LONGEST_TRACE = 65_536;

    @Override
    public byte[] encode(ILoggingEvent event) {
        var json = new StringBuilder(240).append("{\"time\":\"");
        TextEncoder.TIME.formatTo(Instant.ofEpochMilli(event.getTimeStamp()), json);
        json.append('"');
        member(json, "level", event.getLevel().toString().toLowerCase(Locale.ROOT));
        member(json, "logger", event.getLoggerName());
        member(json, "thread", Objects.requireNonNullElse(event.getThreadName(), ""));
        member(json, "message", Objects.requireNonNullElse(event.getFormattedMessage(), ""));
        if (event.getKeyValuePairs() != null) {
            for (KeyValuePair pair : event.getKeyValuePairs()) {
                if (pair.value instanceof Number number) {
                    json.append(",\"").append(pair.key).append("\":").append(number);
                } else {
                    member(json, pair.key, String.valueOf(pair.value));
                }
            }
        }
        if (event.getThrowableProxy() != null) {
            json.append(",\"exception\":");
            LoggedText.appendQuoted(json, LoggedText.stackTrace(event.getThrowableProxy()), LONGEST_TRACE);
        }
        return json.append("}\n").toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void member(StringBuilder json, String key, String value) {
        json.append(",\"").append(key).append("\":");
        LoggedText.appendQuoted(json, value, LoggedText.LONGEST);
    }

    @Override
    public byte[] headerBytes() {
        return new byte[0];
    }

    @Override
    public byte[] footerBytes() {
        return new byte[0];
    }
}
