package parley.app.service;

import java.io.IOException;
import java.util.concurrent.Callable;
import parley.app.admin.AdminSocketPath;
import parley.app.options.BridgeCommandOptions;
import parley.app.options.CommonOptions;
import parley.app.options.DataOption;
import parley.app.options.HttpOption;
import parley.app.options.RedisOption;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Runs everything in one process. */
@Command(
        name = "up",
        description = "Run the whole system on this machine: Redis, a bridge and an archiver.",
        footer = "Prints one ready line when all of it is up. SIGTERM and Ctrl-C end it.")
public final class UpCommand implements Callable<Integer> {

    @Mixin
    BridgeCommandOptions bridge = new BridgeCommandOptions();

    @Mixin
    RedisOption redis = new RedisOption();

    @Mixin
    DataOption data = new DataOption();

    @Mixin
    HttpOption http = new HttpOption();

    @Mixin
    CommonOptions common = new CommonOptions();

    @Override
    public Integer call() throws IOException, InterruptedException {
        ListenAddress.requireFree(ListenAddress.of(bridge.host, bridge.port));
        AdminSocketPath.requireFree(bridge.adminSocket, bridge.port, System.getenv());
        data.create();
        new Service(bridge.host, http.port).run(this::start);
        return 0;
    }

    private String start(Service service) throws IOException, InterruptedException {
        String uri = redis.uri;
        if (uri == null) {
            uri = service.add(RedisPart.start(data.redis(), System.getenv(RedisPart.EXECUTABLE)))
                    .redis()
                    .uri();
        }
        ArchiverPart archiver = service.add(ArchiverPart.start(data.directory, uri));
        BridgePart started = service.add(BridgePart.start(bridge, uri, () -> service.end("the operator's drain")));
        service.awaitWell(started);
        service.awaitWell(archiver);
        return ReadyLine.ofBridge(bridge.host, started.bridge(), uri, service.httpPort());
    }
}
