package parley.bench.load;

import java.io.IOException;
import java.nio.ByteBuffer;
import parley.harness.load.Connection;
import parley.harness.load.InputHandler;

/** Skips what a receiver gets up to the end of a first message, and hands on what comes behind it. */
final class FirstMessage implements InputHandler {
    private final byte[] message;
    private final Runnable heard;
    private final InputHandler next;
    private int matching;

    /**
     * @param message its last bytes, of which the first stands nowhere before it
     * @param heard run once, when it is there
     */
    FirstMessage(byte[] message, Runnable heard, InputHandler next) {
        this.message = message;
        this.heard = heard;
        this.next = next;
    }

    @Override
    public void received(Connection connection, ByteBuffer bytes) throws IOException {
        while (matching < message.length && bytes.hasRemaining()) {
            matching = bytes.get() == message[matching] ? matching + 1 : 0;
            if (matching == message.length) {
                heard.run();
            }
        }
        if (bytes.hasRemaining()) {
            next.received(connection, bytes);
        }
    }
}
