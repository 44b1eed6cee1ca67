package parley.bench.load;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import parley.harness.load.Connection;
import parley.harness.load.InputHandler;

/** Sends numbered messages on one connection, and counts their answers. */
final class Sender implements InputHandler {
    /** Send times kept. */
    private static final int KEPT = 1 << 12;

    private final Wire wire;
    private final int index;
    private final int number;
    private final Connection connection;
    private final long[] times = new long[KEPT];
    private final ByteArrayOutputStream gathered = new ByteArrayOutputStream();
    private final AnswerCounter answers;
    private int sent;
    /** What was sent, and answered, but is no message. */
    private int others;

    /**
     * @param index in the texts
     * @param number in the name
     */
    Sender(Wire wire, int index, int number, Connection connection) {
        this.wire = wire;
        this.index = index;
        this.number = number;
        this.connection = connection;
        this.answers = new AnswerCounter(wire.answerLines());
    }

    @Override
    public void received(Connection from, ByteBuffer bytes) {
        answers.take(bytes);
    }

    /** Sends so many messages in one go. */
    void send(int messages, int textBytes) throws IOException {
        long now = System.nanoTime();
        gathered.reset();
        for (int i = 0; i < messages; i++) {
            times[sent & (KEPT - 1)] = now;
            wire.publish(gathered, number, Text.of(index, sent, textBytes));
            sent++;
        }
        connection.send(gathered.toByteArray());
    }

    /** Sends something that is no message. */
    void send(byte[] text) throws IOException {
        gathered.reset();
        wire.publish(gathered, number, text);
        connection.send(gathered.toByteArray());
        others++;
    }

    long sentAt(int number) {
        return times[number & (KEPT - 1)];
    }

    /** Messages that have no answer yet. */
    long unanswered() {
        return wire.answerLines() == 0 ? 0 : sent + others - answers.total();
    }

    /** Messages that the server would not take. */
    long refused() {
        return answers.refused();
    }
}
