package parley.bench.wire;

import java.io.ByteArrayOutputStream;
import java.util.List;
import parley.bench.load.Dialogue.Step;
import parley.bench.load.Wire;

/** Speaks to the program in {@code bench/floor}. */
public final class FloorWire implements Wire {
    @Override
    public List<Step> receiver(int number) {
        return List.of(new Step("R\n", "OK\r\n"));
    }

    @Override
    public List<Step> sender(int number) {
        return List.of(new Step("S\n", "OK\r\n"));
    }

    @Override
    public void publish(ByteArrayOutputStream to, int sender, byte[] text) {
        to.writeBytes(text);
        to.write('\n');
    }

    @Override
    public int answerLines() {
        return 0;
    }
}
