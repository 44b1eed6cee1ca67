package parley.bridge.chat.fake;

import parley.bridge.chat.contract.BansContract;
import parley.bridge.chat.contract.Ground;

class FakeBansTest extends BansContract {
    @Override
    protected Ground newGround() {
        return new FakeGround();
    }
}
