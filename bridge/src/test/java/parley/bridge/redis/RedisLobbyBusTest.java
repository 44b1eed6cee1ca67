package parley.bridge.redis;

import parley.bridge.chat.contract.Backend;
import parley.bridge.chat.contract.LobbyBusContract;

class RedisLobbyBusTest extends LobbyBusContract {
    @Override
    protected Backend newBackend() {
        return new RedisBackend();
    }
}
