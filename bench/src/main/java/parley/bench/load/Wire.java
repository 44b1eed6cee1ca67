package parley.bench.load;

import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.List;

/** How a server is spoken to. */
public interface Wire {
    /** What one who only receives says until it hears the lobby. */
    List<Dialogue.Step> receiver(int index);

    /** What one who only sends says until it may. */
    List<Dialogue.Step> sender(int index);

    /** Adds what publishes the text. */
    void publish(ByteArrayOutputStream to, int sender, byte[] text);

    /** Whether each publication is answered with one line. */
    boolean answers();

    /** Whether all receivers get everything in one order, not only what one sender sent. */
    default boolean hasOneOrder() {
        return true;
    }

    /** How long the server may go on saying other things to those who have come. */
    default Duration settling() {
        return Duration.ofMillis(200);
    }
}
