package parley.bench.wire;

import java.io.ByteArrayOutputStream;
import java.util.List;
import parley.bench.load.Dialogue.Step;
import parley.bench.load.Text;
import parley.bench.load.Wire;

/** Speaks Parley's line protocol; receivers are {@code live}. */
public final class ParleyWire implements Wire {
    private static final byte[] PUB = Text.ascii("pub ");

    @Override
    public List<Step> receiver(int number) {
        return List.of(new Step("r" + number + "\nlive\nping\n", "OK pong\r\n"));
    }

    /** Not {@code live}. */
    @Override
    public List<Step> idler(int number) {
        return List.of(new Step("i" + number + "\n", "\r\nOK Welcome"));
    }

    @Override
    public List<Step> sender(int number) {
        return List.of(new Step("s" + number + "\nping\n", "OK pong\r\n"));
    }

    @Override
    public void publish(ByteArrayOutputStream to, int sender, byte[] text) {
        to.writeBytes(PUB);
        to.writeBytes(text);
        to.write('\n');
    }

    @Override
    public int answerLines() {
        return 1;
    }
}
