package parley.bridge.redis;

import parley.bridge.chat.contract.BridgesContract;
import parley.bridge.chat.contract.Ground;

class RedisBridgesTest extends BridgesContract {
    @Override
    protected Ground newGround() {
        return new RedisGround();
    }
}
