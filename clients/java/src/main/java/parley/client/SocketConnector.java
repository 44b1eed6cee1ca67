package parley.client;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import parley.client.session.Transport;

/** Connects by TCP, to each of a host's addresses in turn, and by TLS on top of that, where the server must have the host's name. */
final class SocketConnector implements Connector {
    private final SSLSocketFactory tls;

    SocketConnector(SSLSocketFactory tls) {
        this.tls = tls;
    }

    @Override
    public Transport connect(Address address, Duration timeout) throws IOException {
        IOException failed = new IOException(address.host() + " has no address");
        for (InetAddress each : InetAddress.getAllByName(address.host())) {
            try {
                return connect(address, each, Math.toIntExact(timeout.toMillis()));
            } catch (IOException e) {
                failed = e;
            }
        }
        throw failed;
    }

    private Transport connect(Address address, InetAddress host, int millis) throws IOException {
        Socket socket = new Socket();
        try {
            socket.connect(new InetSocketAddress(host, address.port()), millis);
            socket.setTcpNoDelay(true);
            socket.setKeepAlive(true);
            return Transport.of(address.tls() ? secure(socket, address, millis) : socket, socket);
        } catch (IOException | RuntimeException e) {
            socket.close();
            throw e;
        }
    }

    private SSLSocket secure(Socket socket, Address address, int millis) throws IOException {
        SSLSocket secured = (SSLSocket) tls.createSocket(socket, address.host(), address.port(), true);
        SSLParameters parameters = secured.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        secured.setSSLParameters(parameters);
        socket.setSoTimeout(millis);
        secured.startHandshake();
        socket.setSoTimeout(0);
        return secured;
    }
}
