package parley.archiver.query;

import java.util.List;
import parley.archiver.store.Pruned;

/**
 * Tells whether an archive is complete, and what is wrong if not.
 *
 * @param problems what should be in the file and is not, or the other way round, one line each: damage, never the stream's loss
 * @param gaps what was lost before it could be archived, as written down when it was noticed
 * @param proven how many bridges' messages stand in runs whose numbers leave no hole
 * @param pruned what was let go on purpose, which is neither a problem nor a gap
 */
public record Verification(List<String> problems, List<Gap> gaps, long proven, Pruned pruned) {

    /** Of an archive that has let nothing go. */
    public Verification(List<String> problems, List<Gap> gaps, long proven) {
        this(problems, gaps, proven, Pruned.NOTHING);
    }

    /** Whether the archive holds every message that was ever sent through a bridge, but for what it let go. */
    public boolean complete() {
        return problems.isEmpty() && gaps.isEmpty();
    }
}
