package parley.bridge.transcript;

import java.io.ByteArrayOutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import parley.bridge.net.web.WebSocketClient;
import parley.conformance.transcript.Stage;

/**
 * A client over a WebSocket: a line's end ends a message, what was sent before it in other pieces are fragments of it, and a side is
 * shut down by a close. Each message that comes is a line.
 */
final class WebSocketWire implements Stage.Wire {
    private final WebSocketClient client;
    private final ByteArrayOutputStream unsent = new ByteArrayOutputStream();
    private boolean withinMessage;
    private boolean afterCr;
    private boolean afterCrNul;
    private byte[] received = {};
    private int taken;

    WebSocketWire(WebSocketClient client) {
        this.client = client;
    }

    @Override
    public void send(byte[] bytes) {
        for (byte octet : bytes) {
            boolean isRest = afterCrNul && octet == '\n';
            afterCrNul = afterCr && octet == 0;
            if (octet == '\n' || afterCrNul) {
                afterCr = false;
                if (!isRest) {
                    fragment(WebSocketClient.FINAL);
                }
                continue;
            }
            if (afterCr) {
                unsent.write('\r');
            }
            afterCr = octet == '\r';
            if (!afterCr) {
                unsent.write(octet);
            }
        }
        if (unsent.size() > 0) {
            fragment(0);
        }
    }

    private void fragment(int last) {
        int opcode = withinMessage ? WebSocketClient.CONTINUATION : WebSocketClient.TEXT;
        withinMessage = last == 0;
        try {
            client.frame(last | opcode, unsent.toByteArray());
        } catch (UncheckedIOException closed) {
            // What the server should have said is checked by the lines that expect it.
        }
        unsent.reset();
    }

    @Override
    public void shutDownOutput() {
        client.close(1000);
    }

    @Override
    public int read() {
        while (taken == received.length) {
            WebSocketClient.Frame frame;
            try {
                frame = client.frame();
            } catch (UncheckedIOException ended) {
                throw new AssertionError("an end without a close", ended);
            }
            if (frame.first() == (WebSocketClient.FINAL | WebSocketClient.CLOSE)) {
                return client.isAtEnd() ? -1 : ' ';
            }
            received = (frame.text() + "\r\n").getBytes(StandardCharsets.UTF_8);
            taken = 0;
        }
        return received[taken++] & 0xFF;
    }
}
