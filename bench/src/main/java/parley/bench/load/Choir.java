package parley.bench.load;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/** Receivers who all get the same bytes: counted by bytes, and compared with one transcript. */
final class Choir extends Audience {
    private final Transcript transcript;
    private long recordFrom;
    private long delivered;

    Choir(int receivers, List<Speaker> speakers, int senders) {
        super(receivers);
        transcript = new Transcript(speakers, senders);
    }

    @Override
    Handler receiver(int index) {
        return new Receiver(index);
    }

    @Override
    void textBytes(int bytes) {
        transcript.textBytes(bytes);
    }

    @Override
    void record(@Nullable Histogram histogram) {
        super.record(histogram);
        recordFrom = transcript.messages();
    }

    @Override
    long delivered() {
        long slowest = slowest();
        while (delivered < transcript.messages() && transcript.end(delivered) <= slowest) {
            delivered++;
        }
        return delivered;
    }

    private final class Receiver implements Handler {
        private final int index;
        private long heard;

        Receiver(int index) {
            this.index = index;
        }

        @Override
        public void received(Connection connection, ByteBuffer bytes) throws IOException {
            long position = positions[index];
            while (bytes.hasRemaining() && position < transcript.end()) {
                position += transcript.check(position, bytes);
            }
            if (bytes.hasRemaining()) {
                position += bytes.remaining();
                transcript.append(bytes);
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
            for (; heard < transcript.messages() && transcript.end(heard) <= position; heard++) {
                histogram.recordValue((now - transcript.sentAt(heard)) / 1_000);
            }
        }
    }
}
