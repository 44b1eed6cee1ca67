package parley.bridge.redis;

import parley.bridge.chat.contract.Backend;
import parley.bridge.chat.contract.PresenceContract;

class RedisPresenceTest extends PresenceContract {
    @Override
    protected Backend newBackend() {
        return new RedisBackend();
    }
}
