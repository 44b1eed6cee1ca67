package parley.bridge.redis;

import parley.bridge.chat.contract.Backend;
import parley.bridge.chat.contract.DirectClientsContract;

class RedisDirectClientsTest extends DirectClientsContract {
    @Override
    protected Backend newBackend() {
        return new RedisBackend();
    }
}
