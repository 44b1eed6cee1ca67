package parley.archiver.search;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import parley.archiver.query.ArchiveReader;
import parley.archiver.store.ArchivedMessage;
import parley.archiver.words.Segmentation;
import parley.protocol.MessageTime;
import parley.protocol.Payload;
import parley.protocol.archive.ArchiveAnswer;
import parley.protocol.archive.ArchiveQuestion;

/** Makes an answer of what an archive holds. */
final class ArchiveAnswers {
    private ArchiveAnswers() {}

    /** @throws parley.archiver.store.ArchiveException when the archive cannot be read, or not in time */
    static ArchiveAnswer to(ArchiveQuestion question, String archiver, ArchiveReader archive) {
        ArchiveQuestion.Asked asked = question.asked();
        if (asked instanceof ArchiveQuestion.Messages messages) {
            return new ArchiveAnswer(question.request(), archiver, found(archive.find(messages.times())));
        }
        String words = ((ArchiveQuestion.Words) asked).words();
        boolean wordless = Segmentation.query(words).isEmpty();
        return new ArchiveAnswer(
                question.request(),
                archiver,
                wordless ? null : found(archive.search(words, ArchiveAnswer.MOST_MESSAGES)));
    }

    /** The times of all, and the first of them as far as they make one piece. */
    private static ArchiveAnswer.Found found(List<ArchivedMessage> messages) {
        List<Long> times = new ArrayList<>();
        List<Payload> piece = new ArrayList<>();
        int chars = 0;
        for (ArchivedMessage message : messages) {
            OptionalLong time = MessageTime.parse(message.id());
            if (time.isEmpty()) {
                continue;
            }
            times.add(time.getAsLong());
            chars += message.sender().length() + message.text().length();
            if (piece.size() == times.size() - 1 && (piece.isEmpty() || chars <= ArchiveAnswer.PIECE_CHARS)) {
                piece.add(new Payload(message.kind(), cut(message.sender()), cut(message.text())));
            }
        }
        return new ArchiveAnswer.Found(List.copyOf(times), List.copyOf(piece));
    }

    /** Whatever wrote to the stream: no more than is shown of any message. */
    private static String cut(String text) {
        if (text.length() <= Payload.MAX_BYTES) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(Payload.MAX_BYTES - 1))
                ? Payload.MAX_BYTES - 1
                : Payload.MAX_BYTES;
        return text.substring(0, end);
    }
}
