package parley.bridge.chat.session;

import parley.bridge.chat.lobby.Lobby;
import parley.bridge.chat.port.Bans;
import parley.bridge.limits.Limits;

/** Holds what a door needs of the chat to make sessions of its connections. Safe for all threads. */
public record ChatRoom(Lobby lobby, Login login, CommandTable commands, Sessions sessions, Bans bans, Limits limits) {}
