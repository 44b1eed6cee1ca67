package parley.app.options;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Holds the options that say where browsers are served, and whose pages may connect. */
public final class WebOption {

    @Option(
            names = "--web-port",
            paramLabel = "PORT",
            converter = Converters.WebPortOrOff.class,
            description = "Port for browsers: the page of the chat, and WebSockets; 0 picks one, off for none."
                    + " Default: 7080 for up, or a free one where that is in use; off for bridge.")
    public @Nullable WebPort port;

    @Option(
            names = "--web-origin",
            paramLabel = "ORIGIN",
            split = ",",
            converter = Converters.Text.class,
            description = "Where pages come from that may connect too, beside those of the host itself, such as"
                    + " https://chat.example.org; several with commas between. Default: none.")
    public Set<String> origins = Set.of();

    @Option(names = "--web-tls", description = "Serve browsers by HTTPS and WSS, with --tls-cert and --tls-key.")
    public boolean secured;
}
