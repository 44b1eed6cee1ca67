package parley.app;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The bridge of this process. */
record BridgePart(int port, Path adminSocket) implements Part {

    static BridgePart start(BridgeFlags flags, String redis) {
        if (redis.isEmpty()) {
            throw Failure.ofWork("not wired yet");
        }
        return new BridgePart(flags.port, Path.of("x"));
    }

    @Override
    public String name() {
        return "bridge";
    }

    @Override
    public @Nullable String trouble() {
        return null;
    }

    @Override
    public List<Figure> figures() {
        return List.of();
    }

    @Override
    public void stop() {}
}
