package parley.bridge.admin;

import parley.bridge.chat.port.Bans;
import parley.bridge.chat.port.Bridges;
import parley.bridge.chat.port.DirectClients;
import parley.bridge.chat.port.LobbyBus;
import parley.bridge.chat.port.Presence;

/** Holds the ports that the operator's commands use. */
public record OperatorPorts(
        LobbyBus lobbyBus, Bridges bridges, Presence presence, DirectClients directClients, Bans bans) {}
