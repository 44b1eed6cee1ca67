package parley.archiver.query;

import java.util.List;

/**
 * Tells whether an archive is complete, and what is wrong if not.
 *
 * @param problems what should be in the file and is not, or the other way round, one line each: damage, never the stream's loss
 * @param gaps what was lost before it could be archived, as written down when it was noticed
 * @param proven how many bridges' messages stand in runs whose numbers leave no hole
 */
public record Verification(List<String> problems, List<Gap> gaps, long proven) {

    /** Whether the archive holds every message that was ever sent through a bridge. */
    public boolean complete() {
        return problems.isEmpty() && gaps.isEmpty();
    }
}
