package parley.client;

import parley.client.error.ParleyException.InvalidArgument;

/**
 * Is where a server listens.
 *
 * @param tls whether lines go over TLS there
 */
public record Address(String host, int port, boolean tls) {
    public Address {
        if (host.isBlank() || port < 1 || port > 65_535) {
            throw new InvalidArgument("no address: " + host + ":" + port);
        }
    }

    public static Address of(String host, int port) {
        return new Address(host, port, false);
    }

    public static Address tls(String host, int port) {
        return new Address(host, port, true);
    }

    @Override
    public String toString() {
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port + (tls ? " (TLS)" : "");
    }
}
