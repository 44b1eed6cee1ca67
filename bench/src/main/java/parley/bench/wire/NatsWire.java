package parley.bench.wire;

import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.List;
import parley.bench.load.Dialogue.Step;
import parley.bench.load.Text;
import parley.bench.load.Wire;

/** Speaks NATS, without acknowledgements. */
public class NatsWire implements Wire {
    static final String CONNECT = "CONNECT {\"verbose\":false,\"pedantic\":false,\"echo\":false}\r\n";

    @Override
    public List<Step> receiver(int number) {
        return List.of(new Step(CONNECT + "SUB chat 1\r\nPING\r\n", "PONG\r\n"));
    }

    @Override
    public List<Step> sender(int number) {
        return List.of(new Step(CONNECT + "PING\r\n", "PONG\r\n"));
    }

    @Override
    public void publish(ByteArrayOutputStream to, int sender, byte[] text) {
        byte[] nick = Text.ascii("s" + sender + ": ");
        to.writeBytes(Text.ascii("PUB chat " + reply(sender) + (nick.length + text.length) + "\r\n"));
        to.writeBytes(nick);
        to.writeBytes(text);
        to.writeBytes(Text.ascii("\r\n"));
    }

    /** Where the publication is to be answered, and a space behind it; empty for nowhere. */
    String reply(int sender) {
        return "";
    }

    @Override
    public int answerLines() {
        return 0;
    }

    @Override
    public boolean hasOneOrder() {
        return false;
    }

    /** The server pings each client once, about two seconds after it came. */
    @Override
    public Duration settling() {
        return Duration.ofMillis(3_500);
    }
}
