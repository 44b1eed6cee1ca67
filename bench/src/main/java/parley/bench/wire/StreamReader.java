package parley.bench.wire;

import java.io.IOException;
import java.nio.ByteBuffer;
import parley.bench.load.Text;
import parley.harness.load.Connection;
import parley.harness.load.InputHandler;

/**
 * Reads one stream of Redis by {@code XREAD}: hands on the entries as they are, without what stands before those of an answer,
 * and asks for what follows the last as soon as an answer is whole. Texts hold no line end.
 */
final class StreamReader implements InputHandler {
    /** How an answer begins: an array of streams, the stream's name and entries, the name, an array of entries. */
    private static final int HEAD_LINES = 5;

    /** An entry's array, its id, an array of one field: its name and its value. A string is its length and itself. */
    private static final int ENTRY_LINES = 8;

    /** Of an entry's lines, the one that is the id. */
    private static final int ID_LINE = 2;

    private final InputHandler lobby;
    private final StringBuilder line = new StringBuilder();
    private int headLines;
    private int entryLine;
    private int entries;

    StreamReader(InputHandler lobby) {
        this.lobby = lobby;
    }

    @Override
    public void received(Connection connection, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            if (headLines < HEAD_LINES) {
                head(bytes);
            } else {
                entries(connection, bytes);
            }
        }
    }

    private void head(ByteBuffer bytes) {
        if (line(bytes)) {
            headLines++;
            entries = headLines == HEAD_LINES ? Integer.parseInt(line, 1, line.length(), 10) : 0;
            line.setLength(0);
        }
    }

    /** Takes what there is of this answer's entries. */
    private void entries(Connection connection, ByteBuffer bytes) throws IOException {
        int start = bytes.position();
        int limit = bytes.limit();
        while (entries > 0 && bytes.hasRemaining()) {
            boolean lastId = entries == 1 && entryLine == ID_LINE;
            boolean end = lastId ? line(bytes) : skipLine(bytes);
            if (end && ++entryLine == ENTRY_LINES) {
                entryLine = 0;
                entries--;
            }
        }
        lobby.received(connection, bytes.limit(bytes.position()).position(start));
        bytes.limit(limit);
        if (entries == 0) {
            headLines = 0;
            connection.send(Text.ascii(StreamWire.read(line)));
            line.setLength(0);
        }
    }

    /** Gathers a line; returns whether it is whole. */
    private boolean line(ByteBuffer bytes) {
        while (bytes.hasRemaining()) {
            char octet = (char) bytes.get();
            if (octet == '\n') {
                return true;
            }
            if (octet != '\r') {
                line.append(octet);
            }
        }
        return false;
    }

    private static boolean skipLine(ByteBuffer bytes) {
        while (bytes.hasRemaining()) {
            if (bytes.get() == '\n') {
                return true;
            }
        }
        return false;
    }
}
