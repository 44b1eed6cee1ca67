package parley.bench.load;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;

/** Receivers of a server that keeps each sender's order only: counted by messages, each reading for itself. */
final class Listeners extends Audience {
    private final List<Speaker> speakers;
    private final int senders;
    private final List<TextParser> parsers = new ArrayList<>();
    private int textBytes = Text.MIN_BYTES;

    Listeners(int receivers, List<Speaker> speakers, int senders) {
        super(receivers);
        this.speakers = speakers;
        this.senders = senders;
    }

    @Override
    Handler receiver(int index) {
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

    private final class Receiver implements Handler {
        private final int index;
        private final TextParser parser;

        Receiver(int index) {
            this.index = index;
            this.parser = new TextParser(senders, this::message);
        }

        private void message(int sender, int number, long end) {
            positions[index]++;
            Histogram histogram = latencies;
            if (histogram != null) {
                histogram.recordValue((System.nanoTime() - speakers.get(sender).sentAt(number)) / 1_000);
            }
        }

        @Override
        public void received(Connection connection, ByteBuffer bytes) throws IOException {
            parser.parse(bytes);
        }
    }
}
