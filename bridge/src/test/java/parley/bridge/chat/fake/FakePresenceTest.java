package parley.bridge.chat.fake;

import parley.bridge.chat.contract.Ground;
import parley.bridge.chat.contract.PresenceContract;

class FakePresenceTest extends PresenceContract {
    @Override
    protected Ground newGround() {
        return new FakeGround();
    }
}
