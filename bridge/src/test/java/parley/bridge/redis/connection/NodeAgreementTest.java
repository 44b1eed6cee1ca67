package parley.bridge.redis.connection;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import parley.bridge.redis.connection.NodeAgreement.Use;
import parley.redis.endpoint.MasterDialer.Opened;

class NodeAgreementTest {
    private final NodeAgreement nodes = new NodeAgreement();

    private void open(Use use, String where) {
        assertThat(nodes.opened(use, new Opened<>("a connection", where))).isEqualTo("a connection");
    }

    private void assertLeftBehind(boolean commands, boolean subscription) {
        assertThat(nodes.isLeftBehind(Use.COMMANDS)).isEqualTo(commands);
        assertThat(nodes.isLeftBehind(Use.SUBSCRIPTION)).isEqualTo(subscription);
    }

    @Test
    void isThereFromTheBeginning() {
        assertLeftBehind(false, false);
        open(Use.COMMANDS, "a:1");
        assertLeftBehind(false, false);
        open(Use.SUBSCRIPTION, "a:1");
        assertLeftBehind(false, false);
    }

    @Test
    void isBroughtAboutByTheOneThatWasOpenedEarlier() {
        open(Use.SUBSCRIPTION, "a:1");
        open(Use.COMMANDS, "b:1");
        assertLeftBehind(false, true);

        open(Use.SUBSCRIPTION, "b:1");
        assertLeftBehind(false, false);
    }

    @Test
    void isElsewhereWhereTheServerIsToBeLeft() {
        open(Use.COMMANDS, "a:1");
        open(Use.SUBSCRIPTION, "a:1");
        nodes.leave("a:1");
        assertLeftBehind(true, true);

        open(Use.COMMANDS, "b:1");
        assertLeftBehind(false, true);
        open(Use.SUBSCRIPTION, "b:1");
        assertLeftBehind(false, false);
    }

    /** Of a Unix socket, for one. */
    @Test
    void needsToKnowWhereTheyLead() {
        open(Use.COMMANDS, "");
        open(Use.SUBSCRIPTION, "");
        nodes.leave("");
        assertLeftBehind(false, false);
    }
}
