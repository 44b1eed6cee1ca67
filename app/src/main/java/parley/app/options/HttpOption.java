package parley.app.options;

import picocli.CommandLine.Option;

/** Holds the options that say where the process tells how it is. */
public final class HttpOption {

    @Option(
            names = "--http-port",
            paramLabel = "PORT",
            converter = Converters.Port.class,
            description = "Port for /healthz, /readyz and /metrics; 0 picks one. Default: 0.")
    public int port = 0;

    @Option(
            names = "--http-host",
            paramLabel = "HOST",
            converter = Converters.Text.class,
            description = "Address of that port, whatever --host says. Default: 127.0.0.1, this machine only.")
    public String host = "127.0.0.1";
}
