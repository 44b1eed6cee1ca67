package parley.client;

import parley.client.error.ParleyException;

/** Tells the thread that keeps the client connected that coming back would not help. */
final class GivenUp extends Exception {
    private static final long serialVersionUID = 1;

    private final ParleyException reason;

    GivenUp(ParleyException reason) {
        super(reason);
        this.reason = reason;
    }

    ParleyException reason() {
        return reason;
    }
}
