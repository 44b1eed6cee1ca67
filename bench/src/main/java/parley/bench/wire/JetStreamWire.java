package parley.bench.wire;

import java.util.List;
import parley.bench.load.Dialogue.Step;

/**
 * Speaks NATS with JetStream: each publication is stored in a file, and acknowledged by its number, and everybody who subscribed gets
 * it as without. The stream keeps as many messages as Parley's by default.
 */
public final class JetStreamWire extends NatsWire {
    private static final String STREAM =
            "{\"name\":\"CHAT\",\"subjects\":[\"chat\"],\"storage\":\"file\",\"retention\":\"limits\","
                    + "\"discard\":\"old\",\"max_msgs\":2000000,\"max_bytes\":536870912,\"num_replicas\":1}";

    /** Makes the stream, which is no error where it is there. */
    @Override
    public List<Step> sender(int number) {
        return List.of(
                new Step(CONNECT + "SUB " + inbox(number) + " 1\r\nPING\r\n", "PONG\r\n"),
                new Step(
                        "PUB $JS.API.STREAM.CREATE.CHAT " + inbox(number) + " " + STREAM.length() + "\r\n" + STREAM
                                + "\r\n",
                        "}\r\n"));
    }

    @Override
    String reply(int sender) {
        return inbox(sender) + " ";
    }

    private static String inbox(int sender) {
        return "_INBOX." + sender;
    }

    /** The head of a message, and the acknowledgement in it. */
    @Override
    public int answerLines() {
        return 2;
    }
}
