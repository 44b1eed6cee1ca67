package parley.bench.scenario;

import java.io.IOException;

/** One question. */
public interface Scenario {
    /** Starts what it needs, measures, adds its sections to the report, and leaves nothing running. */
    void run(ScenarioContext context) throws IOException;
}
