package parley.bridge.chat.fake;

import parley.bridge.chat.contract.Backend;
import parley.bridge.chat.contract.BansContract;

class FakeBansTest extends BansContract {
    @Override
    protected Backend newBackend() {
        return new FakeBackend();
    }
}
