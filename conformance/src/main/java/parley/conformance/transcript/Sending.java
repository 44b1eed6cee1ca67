package parley.conformance.transcript;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** How what a client sends in a row is cut into writes. */
public interface Sending {
    /** The writes, none of them empty, in order. */
    List<byte[]> writes(byte[] bytes);

    /** Everything that a client sends in a row, in one write. */
    Sending JOINED = List::of;

    /** A write for each byte. */
    Sending BYTE_BY_BYTE = bytes -> {
        List<byte[]> writes = new ArrayList<>(bytes.length);
        for (byte each : bytes) {
            writes.add(new byte[] {each});
        }
        return writes;
    };

    /** Writes of any length up to 40 bytes, where more is sent up to a twentieth of it. */
    static Sending atRandom(long seed) {
        Random random = new Random(seed);
        return bytes -> {
            List<byte[]> writes = new ArrayList<>();
            for (int at = 0; at < bytes.length; ) {
                int end = Math.min(bytes.length, at + 1 + random.nextInt(Math.max(40, bytes.length / 20)));
                writes.add(Arrays.copyOfRange(bytes, at, end));
                at = end;
            }
            return writes;
        };
    }
}
