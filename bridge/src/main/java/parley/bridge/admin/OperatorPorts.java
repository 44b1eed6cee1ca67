package parley.bridge.admin;

import parley.bridge.chat.Bans;
import parley.bridge.chat.Bridges;
import parley.bridge.chat.DirectClients;
import parley.bridge.chat.LobbyBus;
import parley.bridge.chat.Presence;

/** What the operator's commands work on. */
public record OperatorPorts(
        LobbyBus lobbyBus, Bridges bridges, Presence presence, DirectClients directClients, Bans bans) {}
