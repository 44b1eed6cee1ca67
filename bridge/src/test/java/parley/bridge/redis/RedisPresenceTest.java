package parley.bridge.redis;

import parley.bridge.chat.contract.Ground;
import parley.bridge.chat.contract.PresenceContract;

class RedisPresenceTest extends PresenceContract {
    @Override
    protected Ground newGround() {
        return new RedisGround();
    }
}
