package parley.bridge.redis;

import parley.bridge.chat.contract.Backend;
import parley.bridge.chat.contract.BansContract;

class RedisBansTest extends BansContract {
    @Override
    protected Backend newBackend() {
        return new RedisBackend();
    }
}
