package parley.bridge.chat.session;

import parley.bridge.limits.ClientAddress;

/**
 * Says where a session's connection comes from.
 *
 * @param id the session's in this process, for the log
 * @param address the peer's IP address, for people
 * @param counted the same as limits count it
 */
public record Origin(long id, String address, ClientAddress counted) {}
