package parley.bridge.redis;

import parley.bridge.chat.contract.Ground;
import parley.bridge.chat.contract.LobbyBusContract;

class RedisLobbyBusTest extends LobbyBusContract {
    @Override
    protected Ground newGround() {
        return new RedisGround();
    }
}
