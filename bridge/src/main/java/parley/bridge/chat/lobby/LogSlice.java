package parley.bridge.chat.lobby;

/**
 * Holds consecutive lines of the lobby log, ready to be written, and one reference to their memory, which whoever takes the slice
 * gives back.
 *
 * @param offset of the first line, bytes
 * @param next the log position behind the last line
 * @param micros the time of the last line
 * @param mayPin whether its memory may be held for as long as the reader takes; otherwise the lines are to be copied
 */
public record LogSlice(SegmentMemory memory, int offset, int length, long next, long micros, boolean mayPin) {
    /** What is left behind so many bytes; it takes over the reference. */
    public LogSlice from(int bytes) {
        return new LogSlice(memory, offset + bytes, length - bytes, next, micros, mayPin);
    }
}
