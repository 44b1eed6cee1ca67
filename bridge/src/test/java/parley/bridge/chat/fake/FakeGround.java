package parley.bridge.chat.fake;

import java.time.InstantSource;
import java.util.function.Consumer;
import parley.bridge.chat.HeapMemory;
import parley.bridge.chat.Lobby;
import parley.bridge.chat.LobbyLog;
import parley.bridge.chat.contract.Ground;

/** A fake Redis for the contract suites. */
final class FakeGround implements Ground {
    private final FakeRedis redis = new FakeRedis();

    @Override
    public Ports bridge() {
        Lobby lobby = new Lobby(new LobbyLog(HeapMemory::new, 64, 256 * 1024), InstantSource.system());
        FakeBridge bridge = redis.bridge(lobby);
        return new Ports(lobby, bridge, bridge, bridge, bridge, bridge, bridge);
    }

    @Override
    public void directAdd(String name) {
        redis.directAdd(name);
    }

    @Override
    public void directPublish(String channel, byte[] payload) {
        redis.directPublish(channel, payload);
    }

    @Override
    public void directSubscribe(String channel, Consumer<byte[]> subscriber) {
        redis.directSubscribe(channel, subscriber);
    }

    @Override
    public void close() {}
}
