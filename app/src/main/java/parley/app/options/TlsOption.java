package parley.app.options;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Holds the options that say where TLS is spoken, and by which certificate. */
public final class TlsOption {

    @Option(
            names = "--tls-port",
            paramLabel = "PORT",
            converter = Converters.Port.class,
            description = "Port for clients that speak TLS, with --tls-cert and --tls-key; 0 picks one. Default: none.")
    public @Nullable Integer port;

    @Option(
            names = "--tls-cert",
            paramLabel = "FILE",
            converter = Converters.File.class,
            description = "The certificate for TLS, in PEM, with those that vouch for it behind it.")
    public @Nullable Path certificate;

    @Option(
            names = "--tls-key",
            paramLabel = "FILE",
            converter = Converters.File.class,
            description = "The certificate's private key, in PEM, unencrypted.")
    public @Nullable Path key;
}
