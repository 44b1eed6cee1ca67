package parley.bridge.chat.answer;

import java.util.List;
import java.util.Locale;
import parley.bridge.chat.lobby.LobbyLog;
import parley.protocol.ServerLine;
import parley.protocol.metric.LabelledCounter;
import parley.protocol.metric.Metric;

/** Tells readers by {@code MISSED} what is no longer kept of what they did not read, and counts that. For all threads. */
public final class MissedMessages {
    /** Where they were kept. */
    enum Kind {
        /** In the lobby log: the reader fell behind it. */
        LOBBY,
        /** With the reader's session, which had to let go of them. */
        WHISPER,
        /** On Redis, for whoever goes on with {@code since}. */
        STREAM
    }

    private final LabelledCounter<Kind> messages = new LabelledCounter<>(List.of(Kind.values()), MissedMessages::word);
    private final LabelledCounter<Kind> unknown = new LabelledCounter<>(List.of(Kind.values()), MissedMessages::word);

    private static String word(Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    void tell(Outlet outlet, Kind kind, long count) {
        messages.add(kind, count);
        outlet.line(ServerLine.missed(count));
    }

    /** What stood there in the log is gone. */
    void tell(Outlet outlet, LobbyLog log, long from, long to) {
        if (log.isCountable(from, to)) {
            tell(outlet, Kind.LOBBY, to - from);
        } else {
            tellUnknown(outlet, Kind.LOBBY);
        }
    }

    /** Where nobody knows how many there were. */
    void tellUnknown(Outlet outlet, Kind kind) {
        unknown.increment(kind);
        outlet.line(ServerLine.missedUnknown());
    }

    public List<Metric> metrics() {
        return List.of(
                messages.metric(
                        "missed_messages",
                        "Messages that sessions were told of by MISSED, by where they were kept",
                        "kind"),
                unknown.metric(
                        "missed_unknown", "Times that sessions were told MISSED ?, by where it was kept", "kind"));
    }
}
