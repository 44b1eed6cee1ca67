package parley.faults.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TcpProxyTest {
    private static final int SOON_MILLIS = 200;

    private final ServerSocket server = open();
    private final TcpProxy proxy = proxy();
    private Socket near = new Socket();
    private Socket far = new Socket();

    private static ServerSocket open() {
        try {
            return new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static TcpProxy proxy() {
        try {
            return TcpProxy.open();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @BeforeEach
    void connect() throws IOException {
        proxy.lead(server.getLocalPort());
        near = new Socket(InetAddress.getLoopbackAddress(), proxy.port());
        far = server.accept();
        near.getOutputStream().write('a');
        assertThat(far.getInputStream().read()).isEqualTo('a');
        far.setSoTimeout(SOON_MILLIS);
    }

    @AfterEach
    void close() throws IOException {
        near.close();
        far.close();
        proxy.close();
        server.close();
    }

    @Test
    void passesAnEndOn() throws IOException {
        near.shutdownOutput();
        assertThat(far.getInputStream().read()).isEqualTo(-1);
        far.getOutputStream().write('b');
        assertThat(near.getInputStream().read()).isEqualTo('b');
    }

    @Test
    void halfOpenNobodyIsToldOfAnything() throws IOException {
        proxy.swallow();
        near.getOutputStream().write('b');
        near.close();
        assertThatThrownBy(() -> far.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);
    }

    @Test
    void healedBothAreToldAndNewConnectionsPass() throws IOException {
        proxy.swallowAll();
        proxy.heal();
        assertThatThrownBy(() -> far.getInputStream().read()).isInstanceOf(SocketException.class);
        connect();
    }
}
