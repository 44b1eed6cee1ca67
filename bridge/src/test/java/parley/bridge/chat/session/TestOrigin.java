package parley.bridge.chat.session;

import parley.bridge.limits.ClientAddress;

/** Addresses for examples, 192.0.2.0/24. */
record TestOrigin(long id, String address, ClientAddress counted) implements Origin {
    /** @param number of the session, and the last of its address */
    static TestOrigin of(int number) {
        return new TestOrigin(
                number, "192.0.2." + number, ClientAddress.of(new byte[] {(byte) 192, 0, 2, (byte) number}));
    }
}
