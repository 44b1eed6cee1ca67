package parley.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import parley.conformance.bot.BotCases;
import parley.conformance.bot.BotProcesses;
import parley.conformance.server.ServerCases;
import parley.conformance.server.Target;
import parley.conformance.suite.Case;

/** Every case cites a paragraph that there is, and no two are called the same. */
class ParagraphsTest {
    private static final Path PROTOCOL = Path.of("..", "protocol");

    @Test
    void isThere() throws IOException {
        for (Case each : cases()) {
            String[] citation = each.paragraph().split(" §", 2);
            assertThat(Files.readString(PROTOCOL.resolve(citation[0])))
                    .as(each.name())
                    .containsPattern("(?m)^##+ " + citation[1] + "$");
        }
    }

    @Test
    void isOfACaseWithANameOfItsOwn() throws IOException {
        Set<String> names = new HashSet<>();
        for (Case each : cases()) {
            assertThat(each.name()).matches("[a-z0-9/-]+");
            assertThat(names.add(each.name())).as(each.name()).isTrue();
        }
    }

    private static List<Case> cases() throws IOException {
        InetSocketAddress nobody = new InetSocketAddress(InetAddress.getLoopbackAddress(), 1);
        List<Case> cases = new ArrayList<>(ServerCases.all(new Target(nobody, null, null, Map.of()), 1));
        try (BotProcesses none = new BotProcesses(List.of("none"))) {
            cases.addAll(BotCases.all(none, BotCases.PATIENCE));
        }
        return cases;
    }
}
