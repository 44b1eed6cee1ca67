package parley.app.service;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import parley.app.log.LogSettings;
import parley.app.options.CommonOptions;
import parley.app.options.DataOption;
import parley.app.options.HttpOption;
import parley.app.options.LogOption;
import parley.app.options.RedisOption;
import parley.app.options.RetentionOptions;
import parley.app.options.SelfChecked;
import parley.app.options.UnknownVariables;
import parley.redis.endpoint.RedisEndpoint;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Runs one archiver. */
@Command(
        name = "archiver",
        description = "Run an archiver: writes the lobby of all bridges into archive.db. One for each data directory.",
        footer = "Prints one ready line when it is up. SIGTERM and Ctrl-C end it.")
public final class ArchiverCommand implements Callable<Integer>, SelfChecked {

    @Spec
    @Nullable
    CommandSpec spec;

    @Mixin
    RedisOption redis = new RedisOption();

    @Mixin
    DataOption data = new DataOption();

    @Mixin
    RetentionOptions keep = new RetentionOptions();

    @Mixin
    HttpOption http = new HttpOption();

    @Mixin
    LogOption log = new LogOption();

    @Mixin
    CommonOptions common = new CommonOptions();

    @Override
    public List<Runnable> checks() {
        return List.of(redis::endpointOrLocal);
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        LogSettings.apply(log);
        ArchiverPart.requireUsable();
        data.create();
        RedisEndpoint endpoint = redis.endpointOrLocal();
        new Service(http.host, http.port, Duration.ZERO).run(service -> {
            UnknownVariables.warn(Objects.requireNonNull(spec), System.getenv());
            ArchiverPart started = service.add(ArchiverPart.start(data.directory, keep, endpoint));
            service.onReload(new Reload<>(
                    Objects.requireNonNull(spec),
                    ArchiverCommand.class,
                    List.of(new ReloadableLog<>(command -> command.log))));
            service.awaitWell(started);
            return ReadyLine.ofArchiver(started.archiver().path(), endpoint);
        });
        return 0;
    }
}
