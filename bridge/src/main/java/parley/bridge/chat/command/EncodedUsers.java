package parley.bridge.chat.command;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import parley.bridge.chat.name.NameOrder;
import parley.bridge.limits.Limits;
import parley.protocol.SafeText;
import parley.protocol.ServerLine;

/**
 * Holds who was online at one time, sorted, as the lines that everybody is sent. Immutable. The lines are in pieces, each with memory
 * of its own, so that a reader that stalls holds no more than what it was last sent.
 */
final class EncodedUsers {
    static final EncodedUsers NOBODY = new EncodedUsers(List.of());

    /** Lines of several names, the first of which is this one. */
    private record Piece(int first, ByteBuffer lines) {}

    private final List<String> names;
    private final List<Piece> pieces = new ArrayList<>();

    /** @param online names as they stand on Redis, in any order */
    EncodedUsers(List<String> online) {
        names = online.stream()
                .map(SafeText::cleanForeign)
                .sorted(NameOrder.BY_CODE_POINT)
                .toList();
        StringBuilder text = new StringBuilder();
        int first = 0;
        for (int at = 0; at < names.size(); at++) {
            text.append(ServerLine.user(names.get(at))).append("\r\n");
            if (text.length() >= Limits.GATHERED_BYTES || at == names.size() - 1) {
                pieces.add(new Piece(first, encode(text)));
                first = at + 1;
                text.setLength(0);
            }
        }
    }

    /** Much goes into memory from which it is sent without a copy. */
    private static ByteBuffer encode(StringBuilder text) {
        byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
        return bytes.length <= Limits.COPIED_BYTES
                ? ByteBuffer.wrap(bytes)
                : ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
    }

    int size() {
        return names.size();
    }

    String name(int index) {
        return names.get(index);
    }

    /** The first of those behind the name; {@link #size} where there is none. */
    int firstAfter(String name) {
        int at = Collections.binarySearch(names, name, NameOrder.BY_CODE_POINT);
        int next = at < 0 ? -at - 1 : at + 1;
        while (next < names.size() && names.get(next).equals(name)) {
            next++;
        }
        return next;
    }

    /** The piece that the name is in, by its place among the pieces. */
    private int pieceOf(int index) {
        int low = 0;
        int high = pieces.size() - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (pieces.get(middle).first <= index) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }

    /** The lines from that name on to the end of its piece; not to be changed. */
    ByteBuffer linesFrom(int index) {
        Piece piece = pieces.get(pieceOf(index));
        ByteBuffer lines = piece.lines;
        int start = 0;
        for (int line = piece.first; line < index; start++) {
            if (lines.get(start) == '\n') {
                line++;
            }
        }
        return lines.slice(start, lines.limit() - start);
    }

    /** The name behind the piece of that one. */
    int endOfPiece(int index) {
        int next = pieceOf(index) + 1;
        return next < pieces.size() ? pieces.get(next).first : names.size();
    }
}
