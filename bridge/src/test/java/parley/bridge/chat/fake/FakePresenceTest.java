package parley.bridge.chat.fake;

import parley.bridge.chat.contract.Backend;
import parley.bridge.chat.contract.PresenceContract;

class FakePresenceTest extends PresenceContract {
    @Override
    protected Backend newBackend() {
        return new FakeBackend();
    }
}
