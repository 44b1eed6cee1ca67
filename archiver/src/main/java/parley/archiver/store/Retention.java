package parley.archiver.store;

import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import parley.protocol.MessageTime;

/**
 * Says what an archive keeps; whatever one of these doesn't keep goes, the oldest first.
 *
 * @param age messages that are older go; null where that doesn't matter
 * @param before messages from before that time go; null where that doesn't matter
 * @param bytes of the file, the search index included; empty where that doesn't matter
 */
public record Retention(@Nullable Duration age, @Nullable Instant before, OptionalLong bytes) {
    public static final Retention ALL = new Retention(null, null, OptionalLong.empty());

    public boolean keepsAll() {
        return equals(ALL);
    }

    /** Ids before this one are not kept, whatever room there is. */
    String firstKept(Instant now) {
        Instant first = before == null ? Instant.EPOCH : before;
        if (age != null) {
            Instant oldest = now.minus(age);
            first = oldest.isAfter(first) ? oldest : first;
        }
        return MessageTime.format(MessageTime.ofInstant(first));
    }
}
