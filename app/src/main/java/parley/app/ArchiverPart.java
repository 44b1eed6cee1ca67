package parley.app;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The archiver of this process. */
record ArchiverPart(Path archive) implements Part {

    static ArchiverPart start(Path directory, String redis) {
        if (redis.isEmpty()) {
            throw Failure.ofWork("not wired yet");
        }
        return new ArchiverPart(directory);
    }

    @Override
    public String name() {
        return "archiver";
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
