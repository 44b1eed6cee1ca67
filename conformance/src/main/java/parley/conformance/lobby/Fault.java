package parley.conformance.lobby;

/** Does something else with a line of the client's than to answer it honestly. */
public interface Fault {
    void meet(Exchange exchange);
}
