package parley.app.options;

import picocli.CommandLine.Option;

/** Holds the option that says where the process tells how it is. */
public final class HttpOption {

    @Option(
            names = "--http-port",
            paramLabel = "PORT",
            converter = Converters.Port.class,
            description = "Port for /healthz, /readyz and /metrics; 0 picks one. Default: 0.")
    public int port = 0;
}
