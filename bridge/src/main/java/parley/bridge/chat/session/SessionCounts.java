package parley.bridge.chat.session;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import parley.bridge.chat.answer.MissedMessages;
import parley.bridge.chat.answer.Reply;
import parley.protocol.ByeCode;
import parley.protocol.ErrorCode;
import parley.protocol.metric.LabelledCounter;
import parley.protocol.metric.Metric;

/** Counts what all sessions of a bridge were told. For all threads. */
final class SessionCounts {
    private final LabelledCounter<ErrorCode> errors =
            new LabelledCounter<>(List.of(ErrorCode.values()), ErrorCode::code);
    private final LabelledCounter<ByeCode> goodbyes = new LabelledCounter<>(List.of(ByeCode.values()), ByeCode::code);
    private final LongAdder sent = new LongAdder();
    private final LongAdder received = new LongAdder();
    private final MissedMessages missed = new MissedMessages();

    /** A line has its answer. */
    void answered(Reply reply) {
        ErrorCode refusal = reply.refusal();
        if (refusal != null) {
            errors.increment(refusal);
        }
        saidGoodbye(reply.goodbye());
    }

    /** The server ended a session; null where it didn't. */
    void saidGoodbye(@Nullable ByeCode code) {
        if (code != null) {
            goodbyes.increment(code);
        }
    }

    void sentWhisper() {
        sent.increment();
    }

    void receivedWhisper() {
        received.increment();
    }

    MissedMessages missed() {
        return missed;
    }

    List<Metric> metrics() {
        List<Metric> metrics = new ArrayList<>(List.of(
                errors.metric("errors", "Lines answered with ERR, by its code", "code"),
                goodbyes.metric("goodbyes", "Sessions that the server ended with BYE, by its code", "code"),
                Metric.counter("whispers_sent", "Whispers of sessions here, answered with OK", sent::sum),
                Metric.counter("whispers_received", "Whispers that came for sessions here", received::sum)));
        metrics.addAll(missed.metrics());
        return metrics;
    }
}
