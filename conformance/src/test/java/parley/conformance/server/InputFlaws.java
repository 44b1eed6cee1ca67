package parley.conformance.server;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.UnaryOperator;

/** What a server may get wrong when it makes lines of bytes, as changes of what it reads: each is for one connection. */
final class InputFlaws {
    private static final int LONGEST = 4_096;

    private InputFlaws() {}

    static UnaryOperator<byte[]> none() {
        return UnaryOperator.identity();
    }

    /** A piece is a line, whatever it ends in. */
    static UnaryOperator<byte[]> takesPiecesForLines() {
        return piece -> piece[piece.length - 1] == '\n' ? piece : changed(text(piece) + "\n");
    }

    /** What is behind the first line of a piece is forgotten. */
    static UnaryOperator<byte[]> readsOneLineOfAPiece() {
        return piece -> {
            int end = text(piece).indexOf('\n');
            return end < 0 ? piece : Arrays.copyOf(piece, end + 1);
        };
    }

    /** A character that two pieces hold is two that are wrong. */
    static UnaryOperator<byte[]> decodesPieces() {
        return piece -> new String(piece, StandardCharsets.UTF_8).getBytes(StandardCharsets.UTF_8);
    }

    /** What is not UTF-8 is as if it were not there. */
    static UnaryOperator<byte[]> overlooksBadBytes() {
        return piece -> {
            byte[] good = new byte[piece.length];
            int length = 0;
            for (byte each : piece) {
                if (each > 0) {
                    good[length++] = each;
                }
            }
            return Arrays.copyOf(good, length);
        };
    }

    /** The LF of CR NUL LF is another line. */
    static UnaryOperator<byte[]> countsLfBehindNul() {
        return piece -> changed(text(piece).replace("\r\0\n", "\r\n\r\n"));
    }

    /** A line that is just as long as it may be is too long. */
    static UnaryOperator<byte[]> refusesTheLongestLine() {
        return new UnaryOperator<>() {
            private int length;

            @Override
            public byte[] apply(byte[] piece) {
                ByteArrayOutputStream all = new ByteArrayOutputStream();
                for (byte each : piece) {
                    length = each == '\n' || each == '\0' ? -1 : length;
                    all.write(each);
                    length++;
                    if (length == LONGEST) {
                        all.write(' ');
                    }
                }
                return all.toByteArray();
            }
        };
    }

    private static String text(byte[] piece) {
        return new String(piece, StandardCharsets.ISO_8859_1);
    }

    private static byte[] changed(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
