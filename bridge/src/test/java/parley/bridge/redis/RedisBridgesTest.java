package parley.bridge.redis;

import parley.bridge.chat.contract.Backend;
import parley.bridge.chat.contract.BridgesContract;

class RedisBridgesTest extends BridgesContract {
    @Override
    protected Backend newBackend() {
        return new RedisBackend();
    }
}
