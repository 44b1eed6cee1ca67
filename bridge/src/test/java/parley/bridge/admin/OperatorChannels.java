package parley.bridge.admin;

import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.List;
import parley.bridge.limits.ClientAddress;
import parley.bridge.limits.Limits;
import parley.bridge.net.line.LineHandler;
import parley.bridge.net.line.LineLoop;
import parley.bridge.net.line.PlainLines;
import parley.bridge.net.line.SessionExecutor;
import parley.protocol.metric.DurationCounter;

/** Channels in memory with the pipeline that connections to the operator's socket get. */
public final class OperatorChannels {
    private final OperatorCommands commands;
    private final Limits limits;

    public OperatorChannels(OperatorPorts ports, Limits limits) {
        this.commands = new OperatorCommands(ports, new OperatedProcess("Parley", List::of, () -> {}));
        this.limits = limits;
    }

    public EmbeddedChannel open() {
        return new EmbeddedChannel(new ChannelInitializer<>() {
            @Override
            protected void initChannel(Channel channel) {
                LineLoop alone = new LineLoop(channel.eventLoop(), new DurationCounter());
                SessionExecutor executor = new SessionExecutor(channel, alone, new ClientAddress(0, 0));
                channel.pipeline()
                        .addLast(new LineHandler(
                                executor,
                                new PlainLines(limits.maxLine()),
                                outlet -> new OperatorSession(commands, outlet, executor, Peer.of(channel), "here")));
            }
        });
    }
}
