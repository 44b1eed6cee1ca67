package parley.bridge.redis;

import parley.bridge.chat.contract.Ground;
import parley.bridge.chat.contract.WhispersContract;

class RedisWhispersTest extends WhispersContract {
    @Override
    protected Ground newGround() {
        return new RedisGround();
    }
}
