package parley.bench.scenario;

import java.io.IOException;

/** Answers one question about Parley's cost by measuring it. */
public interface Scenario {
    /** Starts what it needs, measures, adds its sections to the report, and leaves nothing running. */
    void run(ScenarioContext context) throws IOException;
}
