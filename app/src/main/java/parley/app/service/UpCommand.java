package parley.app.service;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import parley.app.admin.AdminSocketPath;
import parley.app.log.LogSettings;
import parley.app.options.BridgeCommandOptions;
import parley.app.options.CommonOptions;
import parley.app.options.DataOption;
import parley.app.options.HttpOption;
import parley.app.options.LogOption;
import parley.app.options.RedisOption;
import parley.app.options.RetentionOptions;
import parley.app.options.SelfChecked;
import parley.app.options.UnknownVariables;
import parley.protocol.RedisRights;
import parley.redis.endpoint.RedisEndpoint;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs everything in one process. */
@Command(
        name = "up",
        description = "Run the whole system on this machine: Redis, a bridge and an archiver.",
        footer = "Prints one ready line when all of it is up. SIGTERM and Ctrl-C end it.")
public final class UpCommand implements Callable<Integer>, SelfChecked {

    private static final Logger log = LoggerFactory.getLogger(UpCommand.class);

    @Spec
    @Nullable
    CommandSpec spec;

    @Mixin
    BridgeCommandOptions bridge = new BridgeCommandOptions();

    @Mixin
    RedisOption redis = new RedisOption();

    @Mixin
    DataOption data = new DataOption();

    @Mixin
    RetentionOptions keep = new RetentionOptions();

    @Option(
            names = "--direct-clients",
            description =
                    "Let every user of this machine use the embedded Redis as a chat client does, not only Parley.")
    boolean directClients;

    @Mixin
    HttpOption http = new HttpOption();

    @Mixin
    LogOption logging = new LogOption();

    @Mixin
    CommonOptions common = new CommonOptions();

    @Override
    public List<Runnable> checks() {
        List<Runnable> checks = new ArrayList<>(BridgeDoors.checksWithWeb(bridge));
        checks.add(redis::endpoint);
        return checks;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        LogSettings.apply(logging);
        BridgeDoors doors = BridgeDoors.withWeb(bridge);
        doors.requireUsable();
        AdminSocketPath.requireFree(bridge.adminSocket, bridge.port, System.getenv());
        ArchiverPart.requireUsable();
        RedisEndpoint given = redis.endpoint();
        data.create();
        new Service(http.host, http.port, bridge.drainDelay).run(service -> start(service, doors, given));
        return 0;
    }

    private String start(Service service, BridgeDoors doors, @Nullable RedisEndpoint given)
            throws IOException, InterruptedException {
        UnknownVariables.warn(Objects.requireNonNull(spec), System.getenv());
        if (given != null) {
            if (directClients) {
                log.warn("--direct-clients is for the embedded Redis; on that of --redis nothing is changed by it");
            }
            return start(service, doors, given, given);
        }
        RedisPart own = service.add(RedisPart.start(data.redis(), System.getenv(RedisPart.EXECUTABLE), directClients));
        return start(service, doors, own.endpoint(RedisRights.BRIDGE), own.endpoint(RedisRights.ARCHIVER));
    }

    private String start(Service service, BridgeDoors doors, RedisEndpoint bridgesRedis, RedisEndpoint archiversRedis)
            throws InterruptedException {
        ArchiverPart archiver = service.add(ArchiverPart.start(data.directory, keep, archiversRedis));
        BridgePart started =
                service.add(BridgePart.start(doors, bridge, bridgesRedis, () -> service.end("the operator's drain")));
        service.onReload(new Reload<>(
                Objects.requireNonNull(spec),
                UpCommand.class,
                List.of(started.reloadable(up -> up.bridge), new ReloadableLog<>(up -> up.logging))));
        service.awaitWell(started);
        service.awaitWell(archiver);
        if (WayIn.isWanted()) {
            List<String> lines = WayIn.of(bridge.host, started.bridge(), bridge.web.secured);
            service.onReady(() -> WayIn.print(System.err, lines));
        }
        return ReadyLine.ofBridge(bridge.host, started.bridge(), bridgesRedis, service.httpPort());
    }
}
