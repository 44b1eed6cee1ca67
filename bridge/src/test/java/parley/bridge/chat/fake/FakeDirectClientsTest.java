package parley.bridge.chat.fake;

import parley.bridge.chat.contract.DirectClientsContract;
import parley.bridge.chat.contract.Ground;

class FakeDirectClientsTest extends DirectClientsContract {
    @Override
    protected Ground newGround() {
        return new FakeGround();
    }
}
