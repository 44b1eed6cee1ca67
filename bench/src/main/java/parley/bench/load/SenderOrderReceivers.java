package parley.bench.load;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;
import parley.harness.load.Connection;
import parley.harness.load.InputHandler;

/**
 * Counts in messages what the receivers of a server got that keeps no more than each sender's order; each is parsed for itself.
 */
final class SenderOrderReceivers extends Receivers {
    private final List<Sender> senders;
    private final int senderCount;
    private final List<TextParser> parsers = new ArrayList<>();
    private int textBytes = Text.MIN_BYTES;

    SenderOrderReceivers(int receivers, List<Sender> senders, int senderCount) {
        super(receivers);
        this.senders = senders;
        this.senderCount = senderCount;
    }

    @Override
    InputHandler receiver(int index) {
        Receiver receiver = new Receiver(index);
        receiver.parser.textBytes(textBytes);
        parsers.add(receiver.parser);
        return receiver;
    }

    @Override
    void textBytes(int bytes) {
        textBytes = bytes;
        parsers.forEach(parser -> parser.textBytes(bytes));
    }

    @Override
    long delivered() {
        return slowest();
    }

    private final class Receiver implements InputHandler {
        private final int index;
        private final TextParser parser;

        Receiver(int index) {
            this.index = index;
            this.parser = new TextParser(senderCount, this::message);
        }

        private void message(int sender, int number, long end) {
            positions[index]++;
            Histogram histogram = latencies;
            if (histogram != null) {
                histogram.recordValue((System.nanoTime() - senders.get(sender).sentAt(number)) / 1_000);
            }
        }

        @Override
        public void received(Connection connection, ByteBuffer bytes) throws IOException {
            parser.parse(bytes);
        }
    }
}
