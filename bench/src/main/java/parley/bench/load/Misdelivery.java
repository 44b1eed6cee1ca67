package parley.bench.load;

import java.io.IOException;

/** A server did not deliver everything, to everyone, in one order. */
public final class Misdelivery extends IOException {
    public Misdelivery(String message) {
        super(message);
    }
}
