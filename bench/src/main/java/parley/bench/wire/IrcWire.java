package parley.bench.wire;

import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.List;
import parley.bench.load.Dialogue.Step;
import parley.bench.load.Text;
import parley.bench.load.Wire;

/** Speaks IRC, in one channel that those outside may speak to. */
public final class IrcWire implements Wire {
    private static final byte[] PRIVMSG = Text.ascii("PRIVMSG #chat :");

    private final int entering;

    private IrcWire(int entering) {
        this.entering = entering;
    }

    /** Lets ten connections wait, and forgets others without a word. */
    public static IrcWire ngircd() {
        return new IrcWire(8);
    }

    /** Logs in once a second whoever has come by then. */
    public static IrcWire inspircd() {
        return new IrcWire(256);
    }

    @Override
    public List<Step> receiver(int number) {
        return List.of(enter("r" + number), new Step("JOIN #chat\r\n", " 366 "));
    }

    /** In no channel. */
    @Override
    public List<Step> idler(int number) {
        return List.of(enter("i" + number));
    }

    @Override
    public List<Step> sender(int number) {
        return List.of(enter("s" + number));
    }

    private static Step enter(String nick) {
        return new Step("NICK " + nick + "\r\nUSER " + nick + " 0 * :" + nick + "\r\n", " 005 ");
    }

    @Override
    public void publish(ByteArrayOutputStream to, int sender, byte[] text) {
        to.writeBytes(PRIVMSG);
        to.writeBytes(text);
        to.writeBytes(Text.ascii("\r\n"));
    }

    @Override
    public int answerLines() {
        return 0;
    }

    @Override
    public int entering() {
        return entering;
    }

    /** Those who came first are told of all who came later. */
    @Override
    public Duration settling() {
        return Duration.ofSeconds(1);
    }
}
