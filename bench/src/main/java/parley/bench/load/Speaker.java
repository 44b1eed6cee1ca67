package parley.bench.load;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** One who sends, numbering its messages; the answers are counted by lines. */
final class Speaker implements Handler {
    /** Send times kept. */
    private static final int KEPT = 1 << 12;

    private final Wire wire;
    private final int index;
    private final Connection connection;
    private final long[] times = new long[KEPT];
    private final ByteArrayOutputStream gathered = new ByteArrayOutputStream();
    private int sent;
    private long answerLines;

    Speaker(Wire wire, int index, Connection connection) {
        this.wire = wire;
        this.index = index;
        this.connection = connection;
    }

    @Override
    public void received(Connection from, ByteBuffer bytes) throws IOException {
        if (wire.answerLines() == 0) {
            bytes.position(bytes.limit());
        } else if (bytes.get(bytes.position()) == 'E') {
            byte[] refusal = new byte[Math.min(200, bytes.remaining())];
            bytes.get(refusal);
            throw new IOException("refused: " + new String(refusal, StandardCharsets.UTF_8));
        } else {
            answerLines += Lines.count(bytes);
        }
    }

    /** Sends so many messages in one go. */
    void say(int messages, int textBytes) throws IOException {
        long now = System.nanoTime();
        gathered.reset();
        for (int i = 0; i < messages; i++) {
            times[sent & (KEPT - 1)] = now;
            wire.publish(gathered, index, Text.of(index, sent, textBytes));
            sent++;
        }
        connection.send(gathered.toByteArray());
    }

    /** Sends something that is no message. */
    void say(byte[] text) throws IOException {
        gathered.reset();
        wire.publish(gathered, index, text);
        connection.send(gathered.toByteArray());
        answerLines -= wire.answerLines();
    }

    long sentAt(int number) {
        return times[number & (KEPT - 1)];
    }

    /** Messages that have no answer yet. */
    long unanswered() {
        return wire.answerLines() == 0 ? 0 : sent - answerLines / wire.answerLines();
    }
}
