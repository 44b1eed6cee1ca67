package parley.bench.wire;

import java.io.ByteArrayOutputStream;
import java.util.List;
import parley.bench.load.Dialogue.Step;
import parley.bench.load.Text;
import parley.bench.load.Wire;
import parley.harness.load.InputHandler;

/**
 * Speaks to a stream of Redis: each publication is stored and acknowledged by its id, and each receiver waits for what follows
 * the last that it has. The stream keeps as many messages as Parley's by default.
 */
public final class StreamWire implements Wire {
    private static final byte[] ADD = Text.ascii(
            "*8\r\n$4\r\nXADD\r\n$4\r\nchat\r\n$6\r\nMAXLEN\r\n$1\r\n~\r\n$7\r\n2000000\r\n$1\r\n*\r\n$1\r\nm\r\n$");

    /** Redis takes both before it answers, so whoever has the first answer waits. */
    @Override
    public List<Step> receiver(int number) {
        return List.of(new Step("PING\r\n" + read("$"), "+PONG\r\n"));
    }

    @Override
    public InputHandler reading(InputHandler lobby) {
        return new StreamReader(lobby);
    }

    /** Asks for what comes behind that id, and waits for it. */
    static String read(CharSequence id) {
        return "*8\r\n$5\r\nXREAD\r\n$5\r\nCOUNT\r\n$4\r\n1000\r\n$5\r\nBLOCK\r\n$1\r\n0\r\n$7\r\nSTREAMS\r\n$4\r\nchat\r\n$"
                + id.length() + "\r\n" + id + "\r\n";
    }

    @Override
    public List<Step> sender(int number) {
        return List.of(new Step("PING\r\n", "+PONG\r\n"));
    }

    @Override
    public void publish(ByteArrayOutputStream to, int sender, byte[] text) {
        byte[] nick = Text.ascii("s" + sender + ": ");
        to.writeBytes(ADD);
        to.writeBytes(Text.ascii((nick.length + text.length) + "\r\n"));
        to.writeBytes(nick);
        to.writeBytes(text);
        to.writeBytes(Text.ascii("\r\n"));
    }

    /** The length of the id, and the id. */
    @Override
    public int answerLines() {
        return 2;
    }
}
