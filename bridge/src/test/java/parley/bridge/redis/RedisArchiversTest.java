package parley.bridge.redis;

import parley.bridge.chat.contract.ArchiversContract;
import parley.bridge.chat.contract.Backend;

class RedisArchiversTest extends ArchiversContract {
    @Override
    protected Backend newBackend() {
        return new RedisBackend();
    }
}
