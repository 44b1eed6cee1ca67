package parley.attack.trial;

/**
 * Says what an honest crowd may have beside what one address may.
 *
 * @param connections open at one time
 * @param kernelEach bytes of TCP's buffers for each
 */
public record Allowance(int connections, long kernelEach) {
    /** For an attack from one address. */
    public static final Allowance NONE = new Allowance(0, 0);

    /** Connections on which next to nothing is sent: what the kernel needs for some small packets. */
    public static Allowance idle(int connections) {
        return new Allowance(connections, 16 * 1024);
    }

    /** Connections on which much is sent: a full buffer, which the server bounds. */
    public static Allowance busy(int connections) {
        return new Allowance(connections, 128 * 1024);
    }

    long kernel() {
        return connections * kernelEach;
    }

    /** What is logged when one comes in, and when it leaves. */
    long log() {
        return connections * 256L;
    }
}
