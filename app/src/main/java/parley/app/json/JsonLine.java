package parley.app.json;

import java.util.Locale;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Writes one JSON object on one line, its members in the order in which they are added. */
public final class JsonLine {

    private final StringBuilder json = new StringBuilder("{");

    public JsonLine add(String key, @Nullable String value) {
        key(key);
        if (value == null) {
            json.append("null");
        } else {
            string(value);
        }
        return this;
    }

    public JsonLine add(String key, long value) {
        key(key).append(value);
        return this;
    }

    /** @param value a finite number */
    public JsonLine add(String key, double value) {
        key(key).append(value);
        return this;
    }

    public JsonLine add(String key, OptionalLong value) {
        return value.isPresent() ? add(key, value.getAsLong()) : add(key, (String) null);
    }

    public JsonLine add(String key, boolean value) {
        key(key).append(value);
        return this;
    }

    @Override
    public String toString() {
        return json + "}";
    }

    private StringBuilder key(String key) {
        if (json.length() > 1) {
            json.append(',');
        }
        string(key);
        return json.append(':');
    }

    private void string(String text) {
        json.append('"');
        for (int at = 0; at < text.length(); at++) {
            char unit = text.charAt(at);
            if (unit == '"' || unit == '\\') {
                json.append('\\').append(unit);
            } else if (unit < ' ') {
                json.append(String.format(Locale.ROOT, "\\u%04x", (int) unit));
            } else {
                json.append(unit);
            }
        }
        json.append('"');
    }
}
