package parley.app.service;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import parley.app.options.BridgeCommandOptions;
import parley.app.options.CommandException;
import parley.bridge.Bridge;
import parley.bridge.net.tls.TlsOptions;

/**
 * Says where a bridge listens.
 *
 * @param lines for telnet, nc and other clients
 * @param tls for those that speak TLS; null for nowhere
 */
record BridgeDoors(InetSocketAddress lines, @Nullable TlsOptions tls) {

    /** @throws CommandException if there is no such host, or not all that a door needs is given */
    static BridgeDoors of(BridgeCommandOptions options) {
        InetSocketAddress lines = ListenAddress.of(options.host, options.port);
        Integer port = options.tls.port;
        if (port == null) {
            return new BridgeDoors(lines, null);
        }
        Path certificate = options.tls.certificate;
        Path key = options.tls.key;
        if (certificate == null || key == null) {
            throw CommandException.ofRequest("--tls-port needs --tls-cert and --tls-key");
        }
        if (port != 0 && port == options.port) {
            throw CommandException.ofRequest("--port and --tls-port are both " + port);
        }
        return new BridgeDoors(lines, new TlsOptions(ListenAddress.of(options.host, port), certificate, key));
    }

    /**
     * To be asked before anything is started, so that nothing has to be undone.
     *
     * @throws CommandException if a port is in use, or a file can't be taken
     */
    void requireUsable() {
        ListenAddress.requireFree(lines);
        if (tls != null) {
            ListenAddress.requireFree(tls.address());
            try {
                Bridge.requireCertificate(tls.certificate(), tls.key());
            } catch (IOException e) {
                throw CommandException.ofRequest(String.valueOf(e.getMessage()));
            }
        }
    }
}
