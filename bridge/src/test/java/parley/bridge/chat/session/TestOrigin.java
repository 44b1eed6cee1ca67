package parley.bridge.chat.session;

import parley.bridge.limits.ClientAddress;

/** Addresses for examples, 192.0.2.0/24. */
final class TestOrigin {
    private TestOrigin() {}

    static Origin of(int number) {
        return new Origin(
                number, () -> "192.0.2." + number, ClientAddress.of(new byte[] {(byte) 192, 0, 2, (byte) number}));
    }
}
