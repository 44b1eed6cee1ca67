package parley.bench.size;

import java.io.ByteArrayOutputStream;
import java.util.List;
import parley.bench.load.Dialogue.Step;
import parley.bench.load.Text;
import parley.bench.load.Wire;
import parley.bench.wire.ParleyWire;

/** Speaks Parley's line protocol; what is said is whispered to oneself, which goes through Redis like any whisper. */
final class WhisperWire implements Wire {
    private final ParleyWire parley = new ParleyWire();

    @Override
    public List<Step> receiver(int number) {
        return parley.receiver(number);
    }

    @Override
    public List<Step> sender(int number) {
        return parley.sender(number);
    }

    @Override
    public void publish(ByteArrayOutputStream to, int sender, byte[] text) {
        to.writeBytes(Text.ascii("to s" + sender + " "));
        to.writeBytes(text);
        to.write('\n');
    }

    @Override
    public int answerLines() {
        return 1;
    }
}
