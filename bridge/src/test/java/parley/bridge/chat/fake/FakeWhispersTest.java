package parley.bridge.chat.fake;

import parley.bridge.chat.contract.Backend;
import parley.bridge.chat.contract.WhispersContract;

class FakeWhispersTest extends WhispersContract {
    @Override
    protected Backend newBackend() {
        return new FakeBackend();
    }
}
