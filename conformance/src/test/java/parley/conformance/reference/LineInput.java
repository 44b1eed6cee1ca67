package parley.conformance.reference;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;

/** Makes lines of what the server sends. */
final class LineInput {
    private static final int SHORT = 65_536;

    private final InputStream bytes;
    private final Set<Flaw> flaws;
    private final Deque<String> broken = new ArrayDeque<>();

    LineInput(InputStream bytes, Set<Flaw> flaws) {
        this.bytes = new BufferedInputStream(bytes);
        this.flaws = flaws;
    }

    /** Whether something comes before the patience of the socket is over. */
    boolean waits() throws IOException {
        if (!broken.isEmpty()) {
            return true;
        }
        bytes.mark(1);
        try {
            if (bytes.read() >= 0) {
                bytes.reset();
            }
            return true;
        } catch (SocketTimeoutException quiet) {
            return false;
        }
    }

    /** The next line; what stands before the end of the stream is none. */
    String next() throws IOException {
        if (!broken.isEmpty()) {
            return broken.remove();
        }
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        int length = 0;
        for (int next = bytes.read(); next != '\n'; next = bytes.read()) {
            if (next < 0) {
                if (flaws.contains(Flaw.HEARS_HALF_LINES) && line.size() > 0) {
                    break;
                }
                if (flaws.contains(Flaw.TAKES_HALF_ANSWERS) && line.size() > 4) {
                    throw new EndWithin(line.toString(StandardCharsets.UTF_8));
                }
                throw new IOException("closed");
            }
            if (flaws.contains(Flaw.READS_SHORT_LINES) && ++length > SHORT) {
                throw new IOException("that is no line");
            }
            if (flaws.contains(Flaw.DECODES_PIECES) && next >= 0x80 && bytes.available() == 0) {
                line.writeBytes("\ufffd".getBytes(StandardCharsets.UTF_8));
            } else {
                line.write(next);
            }
        }
        if (flaws.contains(Flaw.READS_ONE_LINE_OF_A_PIECE)) {
            bytes.skipNBytes(bytes.available());
        }
        String text = line.toString(StandardCharsets.UTF_8);
        broken.addAll(
                List.of((text.endsWith("\r") ? text.substring(0, text.length() - 1) : text).split(separators(), -1)));
        return broken.remove();
    }

    private String separators() {
        if (flaws.contains(Flaw.BREAKS_AT_CR)) {
            return "\r";
        }
        return flaws.contains(Flaw.BREAKS_AT_SEPARATORS) ? "[\u2028\u2029\u0085]" : "\n";
    }

    /** What a stream that ended left of a line. */
    static final class EndWithin extends IOException {
        private static final long serialVersionUID = 1;

        EndWithin(String half) {
            super(half);
        }
    }
}
