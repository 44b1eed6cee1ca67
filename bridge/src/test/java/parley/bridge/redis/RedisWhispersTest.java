package parley.bridge.redis;

import parley.bridge.chat.contract.Backend;
import parley.bridge.chat.contract.WhispersContract;

class RedisWhispersTest extends WhispersContract {
    @Override
    protected Backend newBackend() {
        return new RedisBackend();
    }
}
