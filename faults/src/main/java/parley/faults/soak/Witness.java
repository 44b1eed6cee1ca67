package parley.faults.soak;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import parley.faults.check.ArchiveFile;
import parley.harness.process.Waiting;

/** Counts in the archive what was said in the lobby: it has each stored message once, whatever was killed. */
final class Witness {
    /** The lobby's last message, by which the archive is known to be complete. */
    static final String LAST = "that is all";

    private final ArchiveFile archive;

    Witness(ArchiveFile archive) {
        this.archive = archive;
    }

    /** Waits until the last message is there; everybody but the speaker and who said that is the bot, under whichever name. */
    List<Tally> count(String speaker, String bot, int messages, Duration patience)
            throws SQLException, InterruptedException {
        Tally asked = new Tally(speaker, messages);
        Tally answered = new Tally(bot, messages);
        if (!Waiting.comes(patience, this::isComplete)) {
            asked.fail("the archive did not get to the last message in " + patience.toSeconds() + " s");
        }
        for (ArchiveFile.Row row : archive.rowsAfter(0)) {
            if (row.sender().equals(speaker)) {
                asked.add(row.text().replaceFirst("^!echo ", ""));
            } else if (!row.text().equals(LAST)) {
                answered.add(row.text());
            }
        }
        return List.of(asked, answered);
    }

    private boolean isComplete() {
        try {
            List<ArchiveFile.Row> rows = archive.rowsAfter(0);
            return !rows.isEmpty() && rows.get(rows.size() - 1).text().equals(LAST);
        } catch (SQLException notYet) {
            return false;
        }
    }
}
