package parley.attack.web;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

/** Writes frames of WebSockets as a client sends them, right ones and others. */
final class ClientFrames {
    static final int FINAL = 0x80;
    static final int TEXT = 1;
    static final int PING = 9;
    static final int CONTROL_MOST = 125;

    private static final int MASKED = 0x80;
    private static final int TWO_BYTES = 126;
    private static final int EIGHT_BYTES = 127;
    private static final int[] MASK = {0x5A, 0x01, 0xFF, 0x33};

    private ClientFrames() {}

    /** Such a frame, masked, with its payload. */
    static byte[] frame(int first, byte[] payload) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(header(first, payload.length));
        for (int at = 0; at < payload.length; at++) {
            bytes.write(payload[at] ^ MASK[at % MASK.length]);
        }
        return bytes.toByteArray();
    }

    /** Such a frame without a mask, which only a server's may be. */
    static byte[] unmasked(int first, byte[] payload) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(first);
        bytes.write(payload.length);
        bytes.writeBytes(payload);
        return bytes.toByteArray();
    }

    /** What stands before a payload of so many bytes, in the shortest form, with a mask. */
    static byte[] header(int first, long length) {
        ByteBuffer bytes = ByteBuffer.allocate(14).put((byte) first);
        if (length >= 0 && length <= CONTROL_MOST) {
            bytes.put((byte) (MASKED | length));
        } else if (length >= 0 && length < 1 << Short.SIZE) {
            bytes.put((byte) (MASKED | TWO_BYTES)).putShort((short) length);
        } else {
            bytes.put((byte) (MASKED | EIGHT_BYTES)).putLong(length);
        }
        for (int octet : MASK) {
            bytes.put((byte) octet);
        }
        byte[] written = new byte[bytes.position()];
        bytes.flip().get(written);
        return written;
    }

    /** The same again and again. */
    static byte[] times(int count, byte[] bytes) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (int i = 0; i < count; i++) {
            all.writeBytes(bytes);
        }
        return all.toByteArray();
    }
}
