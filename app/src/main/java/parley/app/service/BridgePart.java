package parley.app.service;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import parley.app.admin.AdminSocketPath;
import parley.app.options.BridgeFlags;
import parley.app.options.Failure;
import parley.bridge.Bridge;
import parley.bridge.BridgeOptions;
import parley.bridge.chat.Stat;
import parley.bridge.limits.Limits;

/** The bridge of this process. */
record BridgePart(Bridge bridge) implements Part {

    private static final Logger log = LoggerFactory.getLogger(BridgePart.class);

    /**
     * Returns at once; Redis is waited for behind the scenes.
     *
     * @param drain ends the process, when the operator says so
     * @throws Failure if it can't listen
     */
    static BridgePart start(BridgeFlags flags, String redis, Runnable drain) {
        Path adminSocket = AdminSocketPath.forBridge(flags.adminSocket, flags.port, System.getenv());
        try {
            return new BridgePart(Bridge.start(
                    new BridgeOptions(ListenAddress.of(flags.host, flags.port), redis, adminSocket, limits(flags)),
                    drain));
        } catch (IOException e) {
            throw Failure.ofRequest(String.valueOf(e.getMessage()));
        }
    }

    private static Limits limits(BridgeFlags flags) {
        int carried = OpenFiles.sessions();
        int sessions = flags.maxSessions == null ? carried : flags.maxSessions;
        if (sessions > carried) {
            log.warn("The limit on open files carries {} sessions, not {}", carried, sessions);
        }
        return new Limits(flags.maxLine, flags.maxWhispers, flags.rate, sessions, flags.maxPerAddress);
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
    public List<Figure> figures() {
        return bridge.stats().stream()
                .map(stat -> new Figure(stat.name(), stat.help(), stat.kind() == Stat.Kind.COUNTER, stat.value()))
                .toList();
    }

    @Override
    public void stop() {
        bridge.stop();
    }
}
