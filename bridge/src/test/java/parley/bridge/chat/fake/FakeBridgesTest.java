package parley.bridge.chat.fake;

import parley.bridge.chat.contract.BridgesContract;
import parley.bridge.chat.contract.Ground;

class FakeBridgesTest extends BridgesContract {
    @Override
    protected Ground newGround() {
        return new FakeGround();
    }
}
