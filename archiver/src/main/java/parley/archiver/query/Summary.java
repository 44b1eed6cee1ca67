package parley.archiver.query;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import parley.archiver.store.Via;
import parley.protocol.Kind;

/**
 * Tells how much an archive holds, at one moment.
 *
 * @param counts only of what there is, in the order of the enums
 * @param firstId null in an empty archive, as is {@code lastId}
 * @param gaps rows of the table {@code gap}
 * @param bytes of the file and what is still beside it in the write-ahead log
 */
public record Summary(
        Path path,
        long messages,
        List<Count> counts,
        @Nullable String firstId,
        @Nullable String lastId,
        long gaps,
        long bytes) {

    /** How many messages of one kind came one way. */
    public record Count(Kind kind, Via via, long messages) {}
}
