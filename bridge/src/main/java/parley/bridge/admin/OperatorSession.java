package parley.bridge.admin;

import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.Marker;
import org.slf4j.MarkerFactory;
import parley.bridge.chat.answer.Outlet;
import parley.bridge.chat.answer.Reply;
import parley.bridge.chat.budget.LineBudget;
import parley.bridge.chat.session.Conversation;
import parley.bridge.chat.session.Line;
import parley.bridge.chat.session.LineEndpoint;
import parley.bridge.chat.session.Request;
import parley.protocol.ByeCode;
import parley.protocol.CommandLine;
import parley.protocol.OperatorVerb;
import parley.protocol.SafeText;
import parley.protocol.ServerLine;

/** Serves one connection to the operator's socket, on its event loop only. Logs every command with who gave it. */
final class OperatorSession implements Conversation.Speaker, LineEndpoint {
    private static final Logger log = LoggerFactory.getLogger(OperatorSession.class);

    /** No line of these may be left out, however many there are. */
    private static final Marker EACH = MarkerFactory.getMarker("EACH");

    private final OperatorCommands commands;
    private final Outlet outlet;
    private final Peer peer;
    private final String bridge;
    private final Conversation conversation;
    private boolean over;

    OperatorSession(OperatorCommands commands, Outlet outlet, Executor executor, Peer peer, String bridge) {
        this.commands = commands;
        this.outlet = outlet;
        this.peer = peer;
        this.bridge = bridge;
        this.conversation = new Conversation(this, outlet, executor, new LineBudget(Long.MAX_VALUE));
    }

    @Override
    public void greet() {
        outlet.line(ServerLine.ok("parley/1 operator of bridge " + bridge + ", " + commands.software()
                + ". Type help for the commands."));
        outlet.flush();
    }

    @Override
    public Conversation conversation() {
        return conversation;
    }

    @Override
    public @Nullable Request read(Line line) {
        Reply refusal = line.refusal();
        if (refusal != null) {
            return Request.answered(refusal);
        }
        CommandLine command = CommandLine.parse(line.text());
        return command.isBlank() ? null : Request.alone(() -> run(line.text(), command));
    }

    private CompletionStage<Reply> run(String line, CommandLine command) {
        log.info(EACH, "operator {}: {}", peer, SafeText.cleanForeign(isSaid(command) ? command.verb() : line));
        return commands.run(command);
    }

    /** Whether the rest is what people get to read, which is in no log. */
    private static boolean isSaid(CommandLine command) {
        return command.verb().equals(OperatorVerb.ANNOUNCE.word());
    }

    @Override
    public void quiet() {
        // Nothing comes on its own here, but for the goodbye.
    }

    @Override
    public void ended() {
        over = true;
        outlet.close();
    }

    @Override
    public void wake() {
        conversation.pump();
    }

    /** The bridge goes down. */
    void shutDown() {
        if (!over) {
            conversation.stop();
            outlet.line(ServerLine.bye(ByeCode.SHUTDOWN, ByeCode.SHUTDOWN.text()));
            ended();
        }
    }

    @Override
    public void disconnected() {
        over = true;
        conversation.stop();
    }
}
