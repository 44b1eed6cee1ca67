package parley.bridge.chat.session;

import java.net.InetAddress;
import java.net.UnknownHostException;
import parley.bridge.limits.ClientAddress;

/** Addresses for examples, 192.0.2.0/24. */
final class TestOrigin {
    private TestOrigin() {}

    static Origin of(int number) {
        byte[] octets = {(byte) 192, 0, 2, (byte) number};
        try {
            return new Origin(number, InetAddress.getByAddress(octets), ClientAddress.of(octets));
        } catch (UnknownHostException never) {
            throw new AssertionError(never);
        }
    }
}
