package parley.bridge.chat.budget;

import parley.bridge.limits.ClientAddress;

/** Has what the sessions of one address have. Guarded by the budget. */
final class AddressShare extends Holder {
    final ClientAddress address;
    final Ranking<Share> sessions = new Ranking<>();
    int members;

    AddressShare(ClientAddress address, long number) {
        super(number);
        this.address = address;
    }
}
