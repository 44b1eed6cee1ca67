package parley.bridge.redis;

import parley.bridge.chat.contract.BansContract;
import parley.bridge.chat.contract.Ground;

class RedisBansTest extends BansContract {
    @Override
    protected Ground newGround() {
        return new RedisGround();
    }
}
