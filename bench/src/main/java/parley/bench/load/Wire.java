package parley.bench.load;

import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.List;
import parley.harness.load.InputHandler;

/** Says how a client speaks to one kind of server. */
public interface Wire {
    /** What one who only receives says until it hears the lobby. */
    List<Dialogue.Step> receiver(int number);

    /** Reads what a receiver gets, and asks for more where the server says nothing unasked. */
    default InputHandler reading(InputHandler lobby) {
        return lobby;
    }

    /** What one says who comes and then does nothing. */
    default List<Dialogue.Step> idler(int number) {
        return receiver(number);
    }

    /** What one who only sends says until it may. */
    List<Dialogue.Step> sender(int number);

    /** Adds what publishes the text. */
    void publish(ByteArrayOutputStream to, int sender, byte[] text);

    /** With how many lines each publication is answered that is not refused; 0 for without. */
    int answerLines();

    /** Whether all receivers get everything in one order, not only what one sender sent. */
    default boolean hasOneOrder() {
        return true;
    }

    /** How many may be on their way in at one time. */
    default int entering() {
        return 256;
    }

    /** How long the server may go on saying other things to those who have come. */
    default Duration settling() {
        return Duration.ofMillis(200);
    }
}
