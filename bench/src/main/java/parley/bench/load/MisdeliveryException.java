package parley.bench.load;

import java.io.IOException;

/** Reports that a server did not deliver everything, to everyone, in order. */
public final class MisdeliveryException extends IOException {
    public MisdeliveryException(String message) {
        super(message);
    }
}
