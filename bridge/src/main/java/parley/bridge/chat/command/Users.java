package parley.bridge.chat.command;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletionStage;
import parley.bridge.chat.answer.EncodedBody;
import parley.bridge.chat.answer.Reply;
import parley.bridge.chat.name.NameOrder;
import parley.bridge.chat.port.Presence;
import parley.bridge.chat.session.Session;
import parley.bridge.limits.Deadline;
import parley.protocol.CommandLine;
import parley.protocol.SafeText;
import parley.protocol.ServerLine;

/** Runs {@code users}: sends who is online. Sessions that ask at the same time share one list, which is encoded once. */
final class Users implements Handler {
    private static final class Encoded {
        final List<String> names;
        final ByteBuffer lines;

        Encoded(List<String> names, ByteBuffer lines) {
            this.names = names;
            this.lines = lines;
        }
    }

    private final Presence presence;
    private volatile Encoded latest = new Encoded(List.of(), ByteBuffer.allocate(0));

    Users(Presence presence) {
        this.presence = presence;
    }

    @Override
    public CompletionStage<Reply> handle(Session session, CommandLine command, Deadline deadline) {
        return presence.online(deadline)
                .thenApply(names -> Reply.counted(new EncodedBody(encode(names), names.size())));
    }

    @SuppressWarnings("ReferenceEquality") // Only the very same list is known to be the same, at no cost.
    private ByteBuffer encode(List<String> names) {
        Encoded known = latest;
        if (known.names == names) {
            return known.lines;
        }
        ByteBuffer lines = EncodedBody.encode(names.stream()
                .map(SafeText::cleanForeign)
                .sorted(NameOrder.BY_CODE_POINT)
                .map(ServerLine::user)
                .toList());
        latest = new Encoded(names, lines);
        return lines;
    }
}
