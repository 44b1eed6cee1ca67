package parley.bridge.admin;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import parley.bridge.chat.answer.EncodedBody;
import parley.bridge.chat.answer.Reply;
import parley.bridge.chat.name.NameOrder;
import parley.bridge.chat.port.Bridges;
import parley.bridge.chat.port.DirectClients;
import parley.bridge.chat.port.SessionInfo;
import parley.bridge.limits.Deadline;
import parley.protocol.ErrorCode;
import parley.protocol.MessageTime;
import parley.protocol.SafeText;

/** Answers the operator's {@code users}: everybody online, with what their bridge knows of them. */
final class OperatorUsers {
    private record Row(String nick, String line) {}

    private OperatorUsers() {}

    static CompletionStage<Reply> call(OperatorPorts ports, Deadline deadline) {
        return ports.bridges()
                .roster(deadline)
                .thenCombine(
                        ports.presence().online(deadline),
                        (roster, online) -> reply(roster, online, ports.directClients(), deadline))
                .thenCompose(Function.identity());
    }

    private static CompletionStage<Reply> reply(
            Bridges.Roster roster, List<String> online, DirectClients directClients, Deadline deadline) {
        if (!roster.silent().isEmpty()) {
            return CompletableFuture.completedFuture(Reply.error(
                    ErrorCode.UNAVAILABLE, "No answer from bridge " + Unanswered.names(roster.silent()) + "."));
        }
        Set<String> direct = new HashSet<>(online);
        roster.entries().forEach(entry -> direct.remove(entry.session().nick()));
        return directClients.leftBehind(direct, deadline).thenApply(stale -> reply(roster, direct, stale));
    }

    private static Reply reply(Bridges.Roster roster, Set<String> direct, Set<String> stale) {
        List<Row> rows = new ArrayList<>();
        for (Bridges.Roster.Entry entry : roster.entries()) {
            SessionInfo session = entry.session();
            rows.add(new Row(
                    session.nick(),
                    line(
                            session.nick(),
                            entry.bridge(),
                            session.address(),
                            MessageTime.format(session.since()),
                            Long.toString(session.unread()))));
        }
        for (String name : direct) {
            String shown = SafeText.cleanForeign(name);
            String line = line(shown, "-", "-", "-", "-");
            rows.add(new Row(shown, stale.contains(name) ? line + " stale=yes" : line));
        }
        rows.sort(Comparator.comparing(Row::nick, NameOrder.BY_CODE_POINT));
        return Reply.counted(EncodedBody.of(rows.stream().map(Row::line).toList()));
    }

    private static String line(String nick, String bridge, String address, String since, String unread) {
        return "USER " + nick + " bridge=" + bridge + " address=" + address + " since=" + since + " unread=" + unread;
    }
}
