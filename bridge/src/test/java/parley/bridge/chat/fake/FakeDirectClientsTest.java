package parley.bridge.chat.fake;

import parley.bridge.chat.contract.Backend;
import parley.bridge.chat.contract.DirectClientsContract;

class FakeDirectClientsTest extends DirectClientsContract {
    @Override
    protected Backend newBackend() {
        return new FakeBackend();
    }
}
