package parley.bridge.chat.fake;

import parley.bridge.chat.contract.Ground;
import parley.bridge.chat.contract.WhispersContract;

class FakeWhispersTest extends WhispersContract {
    @Override
    protected Ground newGround() {
        return new FakeGround();
    }
}
