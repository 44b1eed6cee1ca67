package parley.redis.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CandidatesTest {
    private static Node address(int last) throws UnknownHostException {
        return new Node("name", 7, InetAddress.getByAddress(new byte[] {10, 0, 0, (byte) last}));
    }

    private static List<Node> all(Candidates candidates) {
        List<Node> tried = new ArrayList<>();
        for (Node node = candidates.next(); node != null; node = candidates.next()) {
            tried.add(node);
        }
        return tried;
    }

    @Test
    void goByTheirOrderAndEachOnce() {
        Node one = new Node("one", 1);
        Node other = new Node("other", 1);

        assertThat(all(new Candidates(List.of(one, other, one)))).containsExactly(one, other);
    }

    @Test
    void whatANameLeadsToIsTriedBeforeOtherNames() throws UnknownHostException {
        Candidates candidates = new Candidates(List.of(new Node("name", 7), new Node("other", 7)));
        candidates.next();

        candidates.first(List.of(address(1), address(2), address(3)), "10.0.0.2:7");

        assertThat(all(candidates))
                .extracting(Node::where)
                .startsWith("10.0.0.2:7")
                .endsWith("other:7")
                .containsExactlyInAnyOrder("10.0.0.1:7", "10.0.0.2:7", "10.0.0.3:7", "other:7");
    }

    @Test
    void endEvenWhereEachLeadsToAnother() {
        Candidates candidates = new Candidates(List.of(new Node("node", 1)));
        int tried = 0;
        for (Node node = candidates.next(); node != null; node = candidates.next()) {
            candidates.first(List.of(new Node("node", node.port() + 1)), "");
            tried++;
        }

        assertThat(tried).isBetween(10, 100);
    }
}
