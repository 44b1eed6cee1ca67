package parley.app.service;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import parley.app.options.CommandException;

/** Starts the parts of a process that serves, and ends them when it is told to stop. */
final class Service {

    private static final Duration POLL = Duration.ofMillis(10);

    private final RunningParts parts = new RunningParts();
    private final Shutdown shutdown = new Shutdown();
    private final HttpEndpoint http;

    /** Starts the parts, handing each to {@link #add}, and returns the ready line. */
    @FunctionalInterface
    interface Start {
        String run(Service service) throws IOException, InterruptedException;
    }

    /** @throws CommandException if HTTP can't listen there */
    Service(String host, int httpPort) {
        InetSocketAddress address = ListenAddress.of(host, httpPort);
        try {
            http = HttpEndpoint.start(address, parts);
        } catch (IOException e) {
            throw ListenAddress.inUse(address, e);
        }
    }

    /**
     * Starts everything, prints the ready line and serves, to the end of the process. Returns only by an exception, when
     * something could not be started; what had been started is stopped then.
     */
    void run(Start start) throws IOException, InterruptedException {
        shutdown.onSignals();
        shutdown.add("HTTP", http::close);
        boolean started = false;
        try {
            String readyLine = start.run(this);
            parts.markComplete();
            shutdown.add("readiness", parts::markEnding);
            started = true;
            if (!shutdown.hasBegun()) {
                ReadyLine.print(System.out, readyLine);
            }
        } finally {
            if (!started && !shutdown.hasBegun()) {
                shutdown.stopAll();
            } else {
                shutdown.await();
            }
        }
    }

    /** From now on it is told of over HTTP, and stopped at the end: before all that were added earlier. */
    <P extends Part> P add(P part) {
        parts.add(part);
        shutdown.add(part.name(), part::stop);
        return part;
    }

    /** Waits until a part has no trouble. */
    void awaitWell(Part part) throws InterruptedException {
        while (part.trouble() != null && !shutdown.hasBegun()) {
            shutdown.await(POLL);
        }
    }

    /** Ends the process. Returns at once. */
    void end(String why) {
        shutdown.begin(why);
    }

    int httpPort() {
        return http.port();
    }
}
