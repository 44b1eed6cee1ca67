package parley.client;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLSocketFactory;
import parley.client.session.Transport;

/** Connects by sockets, and counts what is read. */
final class CountingConnector implements Connector {
    private final Connector sockets = new SocketConnector((SSLSocketFactory) SSLSocketFactory.getDefault());
    private final AtomicLong read = new AtomicLong();

    long bytesRead() {
        return read.get();
    }

    @Override
    public Transport connect(Address address, Duration timeout) throws IOException {
        Transport transport = sockets.connect(address, timeout);
        return new Transport() {
            @Override
            public InputStream input() throws IOException {
                return new FilterInputStream(transport.input()) {
                    @Override
                    public int read(byte[] bytes, int from, int length) throws IOException {
                        int count = super.read(bytes, from, length);
                        read.addAndGet(Math.max(0, count));
                        return count;
                    }
                };
            }

            @Override
            public OutputStream output() throws IOException {
                return transport.output();
            }

            @Override
            public void close() {
                transport.close();
            }
        };
    }
}
