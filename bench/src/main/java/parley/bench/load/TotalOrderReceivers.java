package parley.bench.load;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;
import parley.harness.load.Connection;
import parley.harness.load.InputHandler;

/** Counts in bytes what receivers got who must all get the same bytes, and compares each with one reference. */
final class TotalOrderReceivers extends Receivers {
    private final ReferenceStream reference;
    private long recordFrom;
    private long delivered;

    TotalOrderReceivers(int receivers, List<Sender> senders, int senderCount) {
        super(receivers);
        reference = new ReferenceStream(senders, senderCount);
    }

    @Override
    InputHandler receiver(int index) {
        return new Receiver(index);
    }

    @Override
    void textBytes(int bytes) {
        reference.textBytes(bytes);
    }

    @Override
    void record(@Nullable Histogram histogram) {
        super.record(histogram);
        recordFrom = reference.messages();
    }

    @Override
    long delivered() {
        long slowest = slowest();
        while (delivered < reference.messages() && reference.end(delivered) <= slowest) {
            delivered++;
        }
        return delivered;
    }

    private final class Receiver implements InputHandler {
        private final int index;
        private long heard;

        Receiver(int index) {
            this.index = index;
        }

        @Override
        public void received(Connection connection, ByteBuffer bytes) throws IOException {
            long position = positions[index];
            while (bytes.hasRemaining() && position < reference.end()) {
                position += reference.check(position, bytes);
            }
            if (bytes.hasRemaining()) {
                position += bytes.remaining();
                reference.append(bytes);
            }
            positions[index] = position;
            Histogram histogram = latencies;
            if (histogram != null) {
                record(histogram, position);
            }
        }

        private void record(Histogram histogram, long position) {
            long now = System.nanoTime();
            heard = Math.max(heard, recordFrom);
            for (; heard < reference.messages() && reference.end(heard) <= position; heard++) {
                histogram.recordValue((now - reference.sentAt(heard)) / 1_000);
            }
        }
    }
}
