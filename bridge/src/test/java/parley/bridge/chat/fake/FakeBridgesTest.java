package parley.bridge.chat.fake;

import parley.bridge.chat.contract.Backend;
import parley.bridge.chat.contract.BridgesContract;

class FakeBridgesTest extends BridgesContract {
    @Override
    protected Backend newBackend() {
        return new FakeBackend();
    }
}
