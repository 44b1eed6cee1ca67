package parley.bench.load;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import parley.harness.load.Connection;
import parley.harness.load.InputHandler;

/**
 * Sends and awaits step by step, then hands the connection on, with what came behind the last awaited bytes. Fails when it is
 * refused.
 */
public final class Dialogue implements InputHandler {
    /**
     * One exchange.
     *
     * @param say sent when the step begins, may be empty
     * @param await what must come before the next
     */
    public record Step(String say, String await) {}

    /** Who goes on when the dialogue is over. */
    public interface Successor {
        InputHandler take(Connection connection) throws IOException;
    }

    private static final String REFUSAL = "ERR ";

    private final Queue<Step> steps;
    private final Successor successor;
    private byte[] heard = {};

    public Dialogue(List<Step> steps, Successor successor) {
        this.steps = new ArrayDeque<>(steps);
        this.successor = successor;
    }

    /** Says the first line; to be called once, right after connecting or later. */
    public void begin(Connection connection) throws IOException {
        say(connection);
    }

    private void say(Connection connection) throws IOException {
        Step step = steps.element();
        if (!step.say().isEmpty()) {
            connection.send(step.say().getBytes(StandardCharsets.UTF_8));
        }
    }

    @Override
    public void received(Connection connection, ByteBuffer bytes) throws IOException {
        int before = heard.length;
        heard = Arrays.copyOf(heard, before + bytes.remaining());
        bytes.get(heard, before, heard.length - before);
        for (int end = end(); end >= 0; end = end()) {
            heard = Arrays.copyOfRange(heard, end, heard.length);
            steps.remove();
            if (steps.isEmpty()) {
                InputHandler next = successor.take(connection);
                connection.handler(next);
                if (heard.length > 0) {
                    next.received(connection, ByteBuffer.wrap(heard));
                }
                return;
            }
            say(connection);
        }
    }

    /** The index behind the awaited bytes; -1 where they have not come. */
    private int end() throws IOException {
        String text = new String(heard, StandardCharsets.ISO_8859_1);
        String await = steps.element().await();
        int at = text.indexOf(await);
        int refusal = text.indexOf(REFUSAL);
        if (refusal >= 0) {
            throw new IOException("refused: " + text.substring(refusal).strip());
        }
        if (at < 0) {
            heard = Arrays.copyOfRange(heard, Math.max(0, heard.length - await.length()), heard.length);
        }
        return at < 0 ? -1 : at + await.length();
    }
}
