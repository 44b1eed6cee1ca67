package parley.conformance.lobby;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Cuts up what is sent, so that it reaches the client in other pieces than lines. */
public interface Chunks {
    /** The pieces, none of them empty, in order. */
    List<byte[]> of(byte[] bytes);

    /** Nothing is cut. */
    Chunks WHOLE = List::of;

    /** Every byte by itself. */
    Chunks BYTES = bytes -> {
        List<byte[]> pieces = new ArrayList<>();
        for (byte each : bytes) {
            pieces.add(new byte[] {each});
        }
        return pieces;
    };

    /** Pieces of 1 to 7 bytes. */
    static Chunks random(long seed) {
        Random random = new Random(seed);
        return bytes -> {
            List<byte[]> pieces = new ArrayList<>();
            for (int at = 0; at < bytes.length; ) {
                int end = Math.min(bytes.length, at + 1 + random.nextInt(7));
                pieces.add(Arrays.copyOfRange(bytes, at, end));
                at = end;
            }
            return pieces;
        };
    }
}
