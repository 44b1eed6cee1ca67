package parley.app.service;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import parley.app.options.BridgeCommandOptions;
import parley.app.options.CommandException;
import parley.app.options.SelfChecked;
import parley.app.options.WebPort;
import parley.bridge.Bridge;
import parley.bridge.chat.ban.AddressRange;
import parley.bridge.net.DoorOptions;
import parley.bridge.net.proxy.TrustedProxies;
import parley.bridge.net.tls.TlsOptions;
import parley.bridge.net.web.WebOptions;
import parley.bridge.net.web.WebOrigin;

/** Says where a bridge listens, as its options do. */
record BridgeDoors(DoorOptions options) {

    private static final int USUAL_WEB_PORT = 7080;

    /** With a door for browsers where no option says otherwise: at its usual port, or at a free one where that is in use. */
    static BridgeDoors withWeb(BridgeCommandOptions options) {
        return of(options, new WebPort(USUAL_WEB_PORT));
    }

    /**
     * With a door for browsers only where an option says so.
     *
     * @throws CommandException if there is no such host, or not all that a door needs is given
     */
    static BridgeDoors of(BridgeCommandOptions options) {
        return of(options, WebPort.OFF);
    }

    private static BridgeDoors of(BridgeCommandOptions options, WebPort usual) {
        InetSocketAddress lines = ListenAddress.of(options.host, options.port);
        WebPort port = options.web.port == null ? usual : options.web.port;
        TlsOptions tls = tls(options, !port.isOff() && options.web.secured);
        requireDistinct(options);
        DoorOptions doors = new DoorOptions(lines).withTls(tls).behind(proxies(options));
        if (port.isOff()) {
            return new BridgeDoors(doors);
        }
        InetSocketAddress address = ListenAddress.of(options.host, port.number());
        boolean orAnyPort = options.web.port == null;
        return new BridgeDoors(
                doors.withWeb(new WebOptions(address, orAnyPort, origins(options), options.web.secured)));
    }

    /** What can be wrong with a bridge's options together, as {@link SelfChecked} has it. */
    static List<Runnable> checks(BridgeCommandOptions options) {
        return checks(options, WebPort.OFF);
    }

    /** The same where browsers are served as in {@link #withWeb}. */
    static List<Runnable> checksWithWeb(BridgeCommandOptions options) {
        return checks(options, new WebPort(USUAL_WEB_PORT));
    }

    private static List<Runnable> checks(BridgeCommandOptions options, WebPort usual) {
        WebPort port = options.web.port == null ? usual : options.web.port;
        return List.of(
                () -> ListenAddress.of(options.host, options.port),
                () -> requireDistinct(options),
                () -> origins(options),
                () -> proxies(options),
                () -> requireCertificate(tls(options, !port.isOff() && options.web.secured)));
    }

    private static @Nullable TlsOptions tls(BridgeCommandOptions options, boolean webSecured) {
        Integer port = options.tls.port;
        if (port == null && !webSecured) {
            return null;
        }
        Path certificate = options.tls.certificate;
        Path key = options.tls.key;
        if (certificate == null || key == null) {
            String needs = port == null ? "--web-tls" : "--tls-port";
            throw CommandException.ofRequest(needs + " needs --tls-cert and --tls-key");
        }
        return new TlsOptions(port == null ? null : ListenAddress.of(options.host, port), certificate, key);
    }

    private static Set<WebOrigin> origins(BridgeCommandOptions options) {
        Set<WebOrigin> origins = new HashSet<>();
        for (String text : options.web.origins) {
            WebOrigin origin = WebOrigin.parse(text);
            if (origin == null) {
                throw CommandException.ofRequest(
                        "--web-origin: '" + text + "' is not an origin such as https://chat.example.org");
            }
            origins.add(origin);
        }
        return origins;
    }

    private static TrustedProxies proxies(BridgeCommandOptions options) {
        List<AddressRange> ranges = new ArrayList<>();
        for (String text : options.proxies) {
            ranges.add(AddressRange.parse(text)
                    .orElseThrow(() -> CommandException.ofRequest("--proxy-from: '" + text
                            + "' is not an address, or a range of addresses such as 10.1.0.0/16")));
        }
        return new TrustedProxies(ranges);
    }

    /** Of the ports that were chosen. */
    private static void requireDistinct(BridgeCommandOptions options) {
        Map<String, Integer> ports = new LinkedHashMap<>();
        ports.put("--port", options.port);
        if (options.tls.port != null) {
            ports.put("--tls-port", options.tls.port);
        }
        if (options.web.port != null) {
            ports.put("--web-port", options.web.port.number());
        }
        Map<Integer, String> taken = new HashMap<>();
        ports.forEach((name, port) -> {
            String other = port > 0 ? taken.putIfAbsent(port, name) : null;
            if (other != null) {
                throw CommandException.ofRequest(other + " and " + name + " are both " + port);
            }
        });
    }

    /**
     * To be asked before anything is started, so that nothing has to be undone.
     *
     * @throws CommandException if a port is in use, or a file can't be taken
     */
    void requireUsable() {
        ListenAddress.requireFree(options.lines());
        TlsOptions tls = options.tls();
        if (tls != null) {
            if (tls.address() != null) {
                ListenAddress.requireFree(tls.address());
            }
            requireCertificate(tls);
        }
        WebOptions web = options.web();
        if (web != null && !web.orAnyPort()) {
            ListenAddress.requireFree(web.address());
        }
    }

    private static void requireCertificate(@Nullable TlsOptions tls) {
        if (tls != null) {
            try {
                Bridge.requireCertificate(tls.certificate(), tls.key());
            } catch (IOException e) {
                throw CommandException.ofRequest(String.valueOf(e.getMessage()));
            }
        }
    }
}
