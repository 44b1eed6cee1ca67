package parley.bridge.chat.port;

/**
 * Describes a session as the operator sees it.
 *
 * @param address the peer's IP address, no port
 * @param since when it logged in, microseconds
 * @param unread lines that wait for it
 */
public record SessionInfo(String nick, String address, long since, long unread) {}
