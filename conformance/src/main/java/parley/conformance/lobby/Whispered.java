package parley.conformance.lobby;

/**
 * What a client whispered.
 *
 * @param to as it was written
 */
public record Whispered(String to, String text) {}
