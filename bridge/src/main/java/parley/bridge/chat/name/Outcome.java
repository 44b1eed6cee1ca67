package parley.bridge.chat.name;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import parley.protocol.ErrorCode;

/** A value, or the code of a refusal that a user can cause; breakage is an exception instead. */
public final class Outcome<T> {
    private final @Nullable T value;
    private final @Nullable ErrorCode refusal;

    private Outcome(@Nullable T value, @Nullable ErrorCode refusal) {
        this.value = value;
        this.refusal = refusal;
    }

    public static <T> Outcome<T> of(T value) {
        return new Outcome<>(value, null);
    }

    public static <T> Outcome<T> refused(ErrorCode code) {
        return new Outcome<>(null, code);
    }

    /** The code of the refusal, or null where there is a value. */
    public @Nullable ErrorCode refusal() {
        return refusal;
    }

    /** The value; may only be asked for where there is no refusal. */
    public T value() {
        return Objects.requireNonNull(value);
    }
}
