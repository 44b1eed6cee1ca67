package parley.client;

import java.io.IOException;
import java.time.Duration;
import parley.client.session.Transport;

/** Makes connections. */
@FunctionalInterface
public interface Connector {
    /** Connects within that time, and is interrupted by nothing else. */
    Transport connect(Address address, Duration timeout) throws IOException;
}
