package parley.bench.wire;

import java.io.ByteArrayOutputStream;
import java.util.List;
import parley.bench.load.Dialogue.Step;
import parley.bench.load.Text;
import parley.bench.load.Wire;

/** Speaks Redis's own publish and subscribe, as direct clients do. */
public final class RedisWire implements Wire {
    @Override
    public List<Step> receiver(int number) {
        return List.of(new Step("SUBSCRIBE chat\r\n", "chat\r\n:1\r\n"));
    }

    @Override
    public List<Step> sender(int number) {
        return List.of(new Step("PING\r\n", "+PONG\r\n"));
    }

    @Override
    public void publish(ByteArrayOutputStream to, int sender, byte[] text) {
        byte[] nick = Text.ascii("s" + sender + ": ");
        to.writeBytes(Text.ascii("*3\r\n$7\r\nPUBLISH\r\n$4\r\nchat\r\n$" + (nick.length + text.length) + "\r\n"));
        to.writeBytes(nick);
        to.writeBytes(text);
        to.writeBytes(Text.ascii("\r\n"));
    }

    @Override
    public int answerLines() {
        return 1;
    }
}
