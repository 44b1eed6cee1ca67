package parley.client;

import java.util.function.Supplier;
import parley.client.session.Request;

/** Is a command that is sent once, or not at all. */
final class Ask extends Pending {
    private final Supplier<Request> request;

    Ask(Supplier<Request> request) {
        this.request = request;
    }

    Request request() {
        return request.get();
    }
}
