package parley.bridge.admin;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import parley.bridge.chat.Bridges;
import parley.bridge.chat.EncodedBody;
import parley.bridge.chat.NameOrder;
import parley.bridge.chat.Presence;
import parley.bridge.chat.Reply;
import parley.bridge.chat.SessionInfo;
import parley.protocol.ErrorCode;
import parley.protocol.MessageTime;
import parley.protocol.SafeText;

/** The operator's {@code users}: everybody online, with what their bridge knows of them. */
final class Roll {
    private record Row(String nick, String line) {}

    private Roll() {}

    static CompletionStage<Reply> call(Bridges bridges, Presence presence) {
        return bridges.roster().thenCombine(presence.online(), Roll::reply);
    }

    private static Reply reply(Bridges.Roster roster, List<String> online) {
        if (!roster.silent().isEmpty()) {
            return Reply.error(
                    ErrorCode.UNAVAILABLE, "No answer from bridge " + String.join(", ", sorted(roster.silent())) + ".");
        }
        List<Row> rows = new ArrayList<>();
        Set<String> onBridges = new HashSet<>();
        for (Bridges.Roster.Entry entry : roster.entries()) {
            SessionInfo session = entry.session();
            onBridges.add(session.nick());
            rows.add(new Row(
                    session.nick(),
                    line(
                            session.nick(),
                            entry.bridge(),
                            session.address(),
                            MessageTime.format(session.since()),
                            Long.toString(session.unread()))));
        }
        for (String name : online) {
            if (!onBridges.contains(name)) {
                String shown = SafeText.cleanForeign(name);
                rows.add(new Row(shown, line(shown, "-", "-", "-", "-")));
            }
        }
        rows.sort(Comparator.comparing(Row::nick, NameOrder.BY_CODE_POINT));
        return Reply.counted(EncodedBody.of(rows.stream().map(Row::line).toList()));
    }

    private static String line(String nick, String bridge, String address, String since, String unread) {
        return "USER " + nick + " bridge=" + bridge + " address=" + address + " since=" + since + " unread=" + unread;
    }

    private static List<String> sorted(Set<String> names) {
        return names.stream().sorted().toList();
    }
}
