package parley.bridge.chat.fake;

import parley.bridge.chat.contract.Backend;
import parley.bridge.chat.contract.LobbyBusContract;

class FakeLobbyBusTest extends LobbyBusContract {
    @Override
    protected Backend newBackend() {
        return new FakeBackend();
    }
}
