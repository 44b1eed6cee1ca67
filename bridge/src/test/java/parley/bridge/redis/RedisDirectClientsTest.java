package parley.bridge.redis;

import parley.bridge.chat.contract.DirectClientsContract;
import parley.bridge.chat.contract.Ground;

class RedisDirectClientsTest extends DirectClientsContract {
    @Override
    protected Ground newGround() {
        return new RedisGround();
    }
}
