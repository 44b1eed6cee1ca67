package parley.app.service;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import parley.app.admin.AdminSocketPath;
import parley.app.log.LogSettings;
import parley.app.options.BridgeCommandOptions;
import parley.app.options.CommonOptions;
import parley.app.options.HttpOption;
import parley.app.options.LogOption;
import parley.app.options.RedisOption;
import parley.app.options.SelfChecked;
import parley.app.options.UnknownVariables;
import parley.redis.endpoint.RedisEndpoint;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Runs one bridge, beside others or alone. */
@Command(
        name = "bridge",
        description = "Run a bridge: what people connect to. Any number of them share one Redis.",
        footer = "Prints one ready line when it is up. SIGTERM and Ctrl-C end it.")
public final class BridgeCommand implements Callable<Integer>, SelfChecked {

    @Spec
    @Nullable
    CommandSpec spec;

    @Mixin
    BridgeCommandOptions bridge = new BridgeCommandOptions();

    @Mixin
    RedisOption redis = new RedisOption();

    @Mixin
    HttpOption http = new HttpOption();

    @Mixin
    LogOption log = new LogOption();

    @Mixin
    CommonOptions common = new CommonOptions();

    @Override
    public List<Runnable> checks() {
        List<Runnable> checks = new ArrayList<>(BridgeDoors.checks(bridge));
        checks.add(redis::endpointOrLocal);
        return checks;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        LogSettings.apply(log);
        BridgeDoors doors = BridgeDoors.of(bridge);
        doors.requireUsable();
        AdminSocketPath.requireFree(bridge.adminSocket, bridge.port, System.getenv());
        RedisEndpoint endpoint = redis.endpointOrLocal();
        new Service(http.host, http.port, bridge.drainDelay).run(service -> {
            UnknownVariables.warn(Objects.requireNonNull(spec), System.getenv());
            BridgePart started =
                    service.add(BridgePart.start(doors, bridge, endpoint, () -> service.end("the operator's drain")));
            service.onReload(new Reload<>(
                    Objects.requireNonNull(spec),
                    BridgeCommand.class,
                    List.of(
                            started.reloadable(command -> command.bridge),
                            new ReloadableLog<>(command -> command.log))));
            service.awaitWell(started);
            return ReadyLine.ofBridge(bridge.host, started.bridge(), endpoint, service.httpPort());
        });
        return 0;
    }
}
