package parley.conformance.server;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.concurrent.TimeUnit;
import parley.conformance.suite.Skipped;

/**
 * Connects to the server. Where it lets no more come from this address, from another one on this machine, if the server is here, or
 * later.
 */
final class Dialer {
    private static final int CONNECT_MILLIS = 10_000;
    private static final int PAUSE_SECONDS = 2;
    private static final int TRIES = 60;
    private static final int HOSTS = 254;

    private final InetSocketAddress server;
    private final boolean tryingAgain;
    private int host = 1;

    Dialer(InetSocketAddress server) {
        this(server, true);
    }

    private Dialer(InetSocketAddress server, boolean tryingAgain) {
        this.server = server;
        this.tryingAgain = tryingAgain;
    }

    /** A connection whose greeting has come but was not read. */
    SocketWire dial() throws IOException {
        for (int i = 0; i < TRIES; i++) {
            SocketWire wire = connect();
            if (!tryingAgain || !wire.isGreetedBy("ERR rate-limited")) {
                return wire;
            }
            wire.close();
            if (isLoopback() && host < HOSTS) {
                host++;
            } else {
                pause();
            }
        }
        throw new IOException("the server lets nobody in: too many connections came from this address");
    }

    /**
     * Connects from an address that nobody has come from, and takes whatever greeting there is.
     *
     * @throws Skipped where there is no such address
     */
    Dialer fromElsewhere() throws Skipped {
        if (!isLoopback() || host >= HOSTS) {
            throw new Skipped("needs an address of its own, of which only this machine has more");
        }
        Dialer other = new Dialer(server, false);
        other.host = ++host;
        return other;
    }

    private SocketWire connect() throws IOException {
        Socket socket = new Socket();
        try {
            if (host > 1) {
                socket.bind(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, (byte) host}), 0));
            }
            socket.connect(server, CONNECT_MILLIS);
            return new SocketWire(socket);
        } catch (IOException refused) {
            socket.close();
            if (host > 1 && !socket.isBound()) {
                // This machine has but one such address.
                host = HOSTS;
            }
            throw refused;
        }
    }

    private boolean isLoopback() {
        byte[] address = server.getAddress().getAddress();
        return address.length == 4 && address[0] == 127;
    }

    private static void pause() throws IOException {
        try {
            TimeUnit.SECONDS.sleep(PAUSE_SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
