package parley.bridge.net.web;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;

/** Holds a file of the page, in memory from which all connections are sent it without a copy. For all threads. */
final class PageFile {
    /** So many bytes of a digest tell two versions of a file apart. */
    private static final int TAG_BYTES = 12;

    private final String type;
    private final String tag;
    private final ByteBuffer content;

    /** @param type as HTTP has it */
    PageFile(String type, byte[] bytes) {
        this.type = type;
        this.tag = tag(bytes);
        this.content = ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
    }

    private static String tag(byte[] bytes) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
            return '"' + Base64.getUrlEncoder().encodeToString(Arrays.copyOf(digest, TAG_BYTES)) + '"';
        } catch (NoSuchAlgorithmException none) {
            throw new IllegalStateException(none);
        }
    }

    String type() {
        return type;
    }

    /** Another for each content; in quotes. */
    String tag() {
        return tag;
    }

    ByteBuf content() {
        return Unpooled.wrappedBuffer(content.duplicate());
    }

    /** Whether what a client has by these tags, as in {@code If-None-Match}, is this. */
    boolean isKnownBy(String tags) {
        return tags.strip().equals("*")
                || Arrays.stream(tags.split(","))
                        .map(String::strip)
                        .anyMatch(each -> each.equals(tag) || each.equals("W/" + tag));
    }
}
