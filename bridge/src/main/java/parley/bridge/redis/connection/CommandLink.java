package parley.bridge.redis.connection;

import io.lettuce.core.api.StatefulRedisConnection;

/** Wires the connection for commands: opened again whenever it is lost, or found dead by its silence. Maintenance thread only. */
public final class CommandLink {
    private final SilenceDetector silence;
    private final Dialer dialer;
    private final Reconnecting<StatefulRedisConnection<String, String>> connection;

    /**
     * @param silence told of whatever comes on the connection
     * @param user what uses the connection
     */
    public CommandLink(
            MaintenanceThread maintenance,
            Dialer dialer,
            SilenceDetector silence,
            Reconnecting.Listener<StatefulRedisConnection<String, String>> user) {
        this.silence = silence;
        this.dialer = dialer;
        this.connection = new Reconnecting<>("command", maintenance, dialer::commands, user);
    }

    public void start() {
        connection.start();
    }

    /** Something is sent that Redis must answer. */
    public void expectSign() {
        silence.expect();
    }

    /** Opens it again where it is dead, or leads to the wrong server; to be called {@link SilenceDetector#LOOKS_A_BEAT} times a heartbeat. */
    public void look() {
        if (silence.isDead()) {
            connection.restart("it does not answer");
        } else if (dialer.isLeftBehind(NodeAgreement.Use.COMMANDS)) {
            connection.restart("another server takes writes now");
        }
    }

    /** How often it was opened. Any thread. */
    public int lives() {
        return connection.lives();
    }
}
