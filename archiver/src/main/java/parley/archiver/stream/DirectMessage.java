package parley.archiver.stream;

import parley.protocol.Payload;

/**
 * Holds what a direct client published in the lobby.
 *
 * @param micros when it was heard, later than everything heard before it
 * @param announced the time of the stored message that somebody said this was, though none can have it; 0 for none. Where the stream has
 *     that one, this is no direct client's
 * @param lostBefore how many were heard just before it and dropped
 */
public record DirectMessage(long micros, Payload payload, long announced, long lostBefore) {}
