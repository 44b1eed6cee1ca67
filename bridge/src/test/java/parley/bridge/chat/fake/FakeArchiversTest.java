package parley.bridge.chat.fake;

import parley.bridge.chat.contract.ArchiversContract;
import parley.bridge.chat.contract.Backend;

class FakeArchiversTest extends ArchiversContract {
    @Override
    protected Backend newBackend() {
        return new FakeBackend();
    }
}
