package parley.bridge.chat.session;

import parley.bridge.limits.AddressRate;
import parley.bridge.limits.MessageRate;

/**
 * Says how fast messages may be sent, as long as these limits are in force.
 *
 * @param rate of each session
 * @param addressBytes the bytes of messages that the sessions of an address may send together
 */
record Rates(MessageRate rate, AddressRate addressBytes) {

    static Rates of(MessageRate rate) {
        return new Rates(
                rate,
                new AddressRate(
                        (double) MessageRate.ADDRESS_SESSIONS * rate.bytes(),
                        (double) MessageRate.ADDRESS_SESSIONS * MessageRate.BURST_BYTES,
                        System::nanoTime));
    }
}
