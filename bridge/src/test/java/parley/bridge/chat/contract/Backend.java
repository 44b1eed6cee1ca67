package parley.bridge.chat.contract;

import java.util.function.Consumer;
import parley.bridge.chat.lobby.Lobby;
import parley.bridge.chat.port.Archivers;
import parley.bridge.chat.port.Bans;
import parley.bridge.chat.port.Bridges;
import parley.bridge.chat.port.DirectClients;
import parley.bridge.chat.port.LobbyBus;
import parley.bridge.chat.port.Presence;
import parley.bridge.chat.port.Whispers;

/** What a suite runs on: something empty that bridges and direct clients share. */
public interface Backend extends AutoCloseable {

    /** One bridge's ports. */
    record Ports(
            Lobby lobby,
            LobbyBus lobbyBus,
            Presence presence,
            Whispers whispers,
            Bridges bridges,
            DirectClients directClients,
            Bans bans,
            Archivers archivers) {}

    /** One more bridge, ready. */
    Ports bridge();

    /** Something that archives what is said and answers questions; to be called when there is a bridge. */
    void archiver();

    void directAdd(String name);

    void directPublish(String channel, byte[] payload);

    /** Hears the channel from now on; called on any thread. */
    void directSubscribe(String channel, Consumer<byte[]> subscriber);

    @Override
    void close();
}
