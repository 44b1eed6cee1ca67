package parley.bridge.chat.fake;

import java.util.function.Consumer;
import parley.bridge.chat.contract.Backend;
import parley.bridge.chat.lobby.HeapMemory;
import parley.bridge.chat.lobby.Lobby;

/** Runs the contract suites on a {@link FakeRedis}. */
final class FakeBackend implements Backend {
    private final FakeRedis redis = new FakeRedis();

    @Override
    public Ports bridge() {
        Lobby lobby = HeapMemory.newLobby();
        FakeBridge bridge = redis.bridge(lobby);
        return new Ports(
                lobby, bridge, bridge, bridge, bridge.bridges(), bridge.directClients(), bridge, bridge.archivers());
    }

    @Override
    public void archiver() {
        redis.archive();
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
