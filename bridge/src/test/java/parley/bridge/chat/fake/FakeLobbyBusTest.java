package parley.bridge.chat.fake;

import parley.bridge.chat.contract.Ground;
import parley.bridge.chat.contract.LobbyBusContract;

class FakeLobbyBusTest extends LobbyBusContract {
    @Override
    protected Ground newGround() {
        return new FakeGround();
    }
}
