package parley.app.service;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import parley.app.admin.AdminSocketPath;
import parley.app.options.BridgeCommandOptions;
import parley.app.options.CommandException;
import parley.bridge.Bridge;
import parley.bridge.BridgeOptions;
import parley.bridge.limits.AdmissionLimits;
import parley.bridge.limits.Limits;
import parley.bridge.limits.MessageRate;
import parley.bridge.limits.StreamLimits;
import parley.protocol.metric.Metric;
import parley.redis.endpoint.RedisEndpoint;

/** Runs the bridge of this process. */
record BridgePart(Bridge bridge) implements Part {

    private static final Logger log = LoggerFactory.getLogger(BridgePart.class);

    /**
     * Returns at once; Redis is waited for behind the scenes.
     *
     * @param drain ends the process, when the operator says so
     * @throws CommandException if it can't listen
     */
    static BridgePart start(BridgeDoors doors, BridgeCommandOptions options, RedisEndpoint redis, Runnable drain) {
        Path adminSocket = AdminSocketPath.forBridge(options.adminSocket, options.port, System.getenv());
        try {
            BridgeOptions started = new BridgeOptions(doors.options(), redis, adminSocket, limits(options));
            return new BridgePart(
                    Bridge.start(started.ofVersion(BuildInfo.load().toString()), drain));
        } catch (IOException e) {
            throw CommandException.ofRequest(String.valueOf(e.getMessage()));
        }
    }

    private static Limits limits(BridgeCommandOptions options) {
        int carried = OpenFileLimit.sessions();
        int sessions = options.maxSessions == null ? carried : options.maxSessions;
        if (sessions > carried) {
            log.warn("The limit on open files carries {} sessions, not {}", carried, sessions);
        }
        return Limits.defaults()
                .withMaxLine(options.maxLine)
                .withMaxWhispers(options.maxWhispers)
                .with(new MessageRate(options.rate, options.byteRate))
                .with(new AdmissionLimits(sessions, options.maxPerAddress, options.connectRate))
                .with(new StreamLimits(options.streamMessages, options.streamBytes));
    }

    /** Takes its limits anew from the options of a command, and its certificate from where that was. */
    <C> Reloadable<C> reloadable(Function<C, BridgeCommandOptions> options) {
        return new Reloadable<>() {
            @Override
            public Set<String> options() {
                return BridgeCommandOptions.RELOADABLE;
            }

            @Override
            public void reload(C command) {
                bridge.limits(limits(options.apply(command)));
                bridge.reload();
            }
        };
    }

    @Override
    public boolean waitsForOthers() {
        return true;
    }

    @Override
    public String name() {
        return "bridge";
    }

    @Override
    public @Nullable String trouble() {
        String trouble = bridge.trouble();
        return trouble == null ? null : "bridge: " + trouble;
    }

    @Override
    public List<Metric> metrics() {
        return bridge.metrics();
    }

    @Override
    public void stop() {
        bridge.stop();
    }
}
