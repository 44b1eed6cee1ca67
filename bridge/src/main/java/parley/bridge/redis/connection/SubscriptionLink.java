package parley.bridge.redis.connection;

import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;

/**
 * Wires the connection for subscriptions: opened again whenever it is lost, found dead by its silence, or leaves a subscription
 * unconfirmed. Maintenance thread only.
 */
public final class SubscriptionLink {
    private final SilenceDetector silence;
    private final Dialer dialer;
    private final Subscriptions subscriptions;
    private final ServiceNames names;
    private final Reconnecting<StatefulRedisPubSubConnection<String, byte[]>> connection;

    /** @param silence told of whatever comes on the connection */
    public SubscriptionLink(
            MaintenanceThread maintenance,
            Dialer dialer,
            SilenceDetector silence,
            ServiceNames names,
            Subscriptions subscriptions) {
        this.silence = silence;
        this.dialer = dialer;
        this.names = names;
        this.subscriptions = subscriptions;
        this.connection = new Reconnecting<>("subscription", maintenance, dialer::subscription, subscriptions);
    }

    public void start() {
        connection.start();
    }

    /** Something is published that the subscription must bring. */
    public void expectSign() {
        silence.expect();
    }

    /** Opens it again where it is dead, half subscribed, or leads to the wrong server; to be called {@link SilenceDetector#LOOKS_A_BEAT} times a heartbeat. */
    public void look() {
        if (silence.isDead()) {
            connection.restart("it is deaf");
        } else if (dialer.isLeftBehind(NodeAgreement.Use.SUBSCRIPTION)) {
            connection.restart("another server takes writes now");
        } else if (names.isOutdated()) {
            connection.restart("the service channels have other names now");
        } else if (subscriptions.isOverdue()) {
            connection.restart("a subscription on it is not confirmed");
        }
    }

    /** How often it was opened. Any thread. */
    public int lives() {
        return connection.lives();
    }
}
