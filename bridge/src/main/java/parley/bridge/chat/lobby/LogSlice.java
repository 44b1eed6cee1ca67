package parley.bridge.chat.lobby;

/**
 * Holds consecutive lines of the lobby log, ready to be written, and one reference to their memory, which whoever takes the slice
 * gives back.
 *
 * @param offset of the first line, bytes
 * @param next the log position behind the last line
 */
public record LogSlice(SegmentMemory memory, int offset, int length, long next) {}
