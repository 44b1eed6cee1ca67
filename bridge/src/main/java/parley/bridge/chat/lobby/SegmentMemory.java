package parley.bridge.chat.lobby;

/**
 * Holds the bytes of a segment of the lobby log, counted by reference so that a network write can hold them without a copy.
 *
 * <p>It begins with one reference, the log's own. {@link #put} is called by the appending thread only and never touches bytes that
 * were handed out; the others may be called by any thread.
 */
public interface SegmentMemory {
    /** Where segments get their memory. */
    interface Source {
        /** @throws OutOfMemoryError where there is none */
        SegmentMemory allocate(int bytes);

        /** The same from wherever there is some left, though it may be slower. */
        default SegmentMemory allocateAnywhere(int bytes) {
            return allocate(bytes);
        }
    }

    void put(int offset, byte[] line);

    /** Takes one more reference; false when the memory was freed before. */
    boolean retain();

    /** Gives one reference back; the last one frees the memory. */
    void release();

    /** Whether the last reference was given back. */
    boolean isFree();
}
