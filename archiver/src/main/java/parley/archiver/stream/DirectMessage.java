package parley.archiver.stream;

import parley.protocol.Payload;

/**
 * Holds what a direct client published in the lobby.
 *
 * @param micros when it was heard, later than everything heard before it
 * @param lostBefore how many were heard just before it and dropped
 */
public record DirectMessage(long micros, Payload payload, long lostBefore) {}
