package parley.faults.deployment;

/** Leads clients that know a single address to one bridge or another. */
public final class FrontDoor {
    private final TcpProxy proxy;

    FrontDoor(TcpProxy proxy) {
        this.proxy = proxy;
    }

    public int port() {
        return proxy.port();
    }

    /** Where later connections lead, whether it runs or not. */
    public void lead(BridgeProcess bridge) {
        proxy.lead(bridge.port());
    }

    /** Resets all connections, whatever is on its way. */
    public void cut() {
        proxy.cut();
    }
}
