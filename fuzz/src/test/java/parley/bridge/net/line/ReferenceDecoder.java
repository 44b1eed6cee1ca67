package parley.bridge.net.line;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.List;
import parley.bridge.chat.session.Line;

/** Reads what a client sent as PROTOCOL.md says it, slowly and all at once; of less than a flood. */
final class ReferenceDecoder {
    private static final int IAC = 255;

    private ReferenceDecoder() {}

    /** The bytes that are no telnet. */
    static byte[] withoutTelnet(byte[] bytes) {
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        int at = 0;
        while (at < bytes.length) {
            int octet = bytes[at] & 0xFF;
            int command = at + 1 < bytes.length ? bytes[at + 1] & 0xFF : -1;
            if (octet != IAC) {
                data.write(octet);
                at++;
            } else if (command < 0) {
                at++;
            } else if (command == IAC) {
                data.write(IAC);
                at += 2;
            } else if (command < 236) {
                data.write(IAC);
                data.write(command);
                at += 2;
            } else if (command == 250) {
                at = behindSubnegotiation(bytes, at + 2);
            } else {
                at += command > 250 ? 3 : 2;
            }
        }
        return data.toByteArray();
    }

    private static int behindSubnegotiation(byte[] bytes, int from) {
        int at = from;
        while (at + 1 < bytes.length) {
            if ((bytes[at] & 0xFF) != IAC) {
                at++;
            } else if ((bytes[at + 1] & 0xFF) == 240) {
                return at + 2;
            } else {
                at += 2;
            }
        }
        return bytes.length;
    }

    static List<Line> lines(byte[] data, int maxLine) {
        List<Line> lines = new ArrayList<>();
        int start = 0;
        int at = 0;
        while (at < data.length) {
            int ends = endsAt(data, at);
            if (ends > at) {
                lines.add(line(data, start, at, maxLine));
                start = ends;
                at = ends;
            } else {
                at++;
            }
        }
        if (start < data.length) {
            int end = data[data.length - 1] == '\r' ? data.length - 1 : data.length;
            if (end > start) {
                lines.add(line(data, start, end, maxLine));
            }
        }
        return lines;
    }

    /** Behind the line's end that begins here; where it is where none does. */
    private static int endsAt(byte[] data, int at) {
        if (data[at] == '\n') {
            return at + 1;
        }
        if (data[at] != '\r' || at + 1 == data.length || (data[at + 1] != '\n' && data[at + 1] != 0)) {
            return at;
        }
        boolean lineFeed = data[at + 1] == 0 && at + 2 < data.length && data[at + 2] == '\n';
        return lineFeed ? at + 3 : at + 2;
    }

    private static Line line(byte[] data, int from, int to, int maxLine) {
        int length = 0;
        boolean malformed = false;
        for (int at = from; at < to; at++) {
            malformed |= data[at] == 0 || data[at] == '\r';
            length += data[at] == '\r' ? 0 : 1;
        }
        if (length > maxLine) {
            return Line.TOO_LONG;
        }
        try {
            return malformed
                    ? Line.BAD_ENCODING
                    : Line.of(UTF_8.newDecoder()
                            .decode(ByteBuffer.wrap(data, from, to - from))
                            .toString());
        } catch (CharacterCodingException notUtf8) {
            return Line.BAD_ENCODING;
        }
    }
}
