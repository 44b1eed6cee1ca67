package parley.bridge.chat.fake;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import parley.bridge.chat.lobby.LobbyMessage;
import parley.protocol.archive.ArchiveAnswer;

/** Looks for words in messages, far more simply than an archive does: by parts of words, whatever their case. */
public final class FakeArchive {
    private FakeArchive() {}

    /** The newest that hold all of the words, oldest first; empty when there is no letter and no digit in them. */
    public static Optional<List<LobbyMessage>> search(List<LobbyMessage> stored, String words) {
        if (words.codePoints().noneMatch(Character::isLetterOrDigit)) {
            return Optional.empty();
        }
        List<String> wanted = Arrays.stream(words.toLowerCase(Locale.ROOT).split("\\s+"))
                .filter(word -> !word.isEmpty())
                .toList();
        List<LobbyMessage> found = stored.stream()
                .filter(message -> {
                    String text = message.text().toLowerCase(Locale.ROOT);
                    return wanted.stream().allMatch(text::contains);
                })
                .toList();
        return Optional.of(found.subList(Math.max(0, found.size() - ArchiveAnswer.MOST_MESSAGES), found.size()));
    }
}
