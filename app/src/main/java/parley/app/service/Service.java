package parley.app.service;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import parley.app.options.CommandException;

/** Starts the parts of a process that serves, and ends them when it is told to stop. */
final class Service {

    private static final Logger log = LoggerFactory.getLogger(Service.class);
    private static final Duration POLL = Duration.ofMillis(10);

    private final RunningParts parts = new RunningParts();
    private final Shutdown shutdown;
    private final HttpEndpoint http;
    private volatile Runnable reload = () -> log.info("SIGHUP: nothing here can be changed while it runs");
    private Runnable ready = () -> {};

    /** Starts the parts, handing each to {@link #add}, and returns the ready line. */
    @FunctionalInterface
    interface Start {
        String run(Service service) throws IOException, InterruptedException;
    }

    /**
     * @param drainDelay how long it goes on serving, but not ready any more, once it is told to end
     * @throws CommandException if HTTP can't listen there
     */
    Service(String host, int httpPort, Duration drainDelay) {
        shutdown = new Shutdown(drainDelay, parts::markEnding);
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
        ProcessSignals.take(shutdown, () -> reload.run());
        shutdown.add("HTTP", http::close);
        boolean started = false;
        try {
            String readyLine = start.run(this);
            parts.markComplete();
            started = true;
            if (!shutdown.hasBegun()) {
                log.info("Parley {} is up", BuildInfo.load());
                ReadyLine.print(System.out, readyLine);
                ready.run();
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
        if (part.waitsForOthers()) {
            shutdown.addInterruptible(part.name(), part::stop);
        } else {
            shutdown.add(part.name(), part::stop);
        }
        return part;
    }

    /** This is done right after the ready line. */
    void onReady(Runnable next) {
        this.ready = next;
    }

    /** From now on this is done on SIGHUP. */
    void onReload(Runnable reload) {
        this.reload = reload;
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
