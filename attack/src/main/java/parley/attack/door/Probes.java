package parley.attack.door;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import parley.attack.horde.Horde;
import parley.attack.trial.Attack;
import parley.attack.trial.Scene;
import parley.attack.trial.Watcher;
import parley.harness.load.Connection;
import parley.harness.load.InputHandler;

/** Speaks other protocols than Parley's, as browsers that were told to, balancers and scanners do, with a message behind. */
public final class Probes implements Attack {
    private static final String MARK = "said-by-a-probe";
    private static final String LINES = "probe\r\npub " + MARK + "\r\n";
    private static final List<String> BEGINNINGS = List.of(
            "POST / HTTP/1.1\r\nHost: parley\r\nContent-Type: text/plain\r\nContent-Length: 40\r\n\r\n",
            "GET / HTTP/1.1\r\nHost: parley\r\n\r\n",
            "PUT /x HTTP/1.0\r\n\r\n",
            "OPTIONS * HTTP/1.1\r\n\r\n",
            "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
            "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00FC\u0003\u0003\r\n",
            "SSH-2.0-OpenSSH_9.2p1\r\n",
            "\r\n\r\n\u0000\r\nQUIT\n!\u0011\u0000\u000C\u007F\u0000\u0000\u0001\u007F\u0000\u0000\u0001\u0001\u0002\u0003\u0004");
    private static final int EACH = 10;

    @Override
    public void make(Scene scene) throws IOException {
        List<Probe> probes = new ArrayList<>();
        try (Horde attackers = scene.attackers()) {
            for (int i = 0; i < EACH; i++) {
                for (String beginning : BEGINNINGS) {
                    Probe probe = new Probe();
                    probes.add(probe);
                    attackers.open(probe).send((beginning + LINES).getBytes(ISO_8859_1));
                }
            }
            attackers.until(() -> probes.stream().allMatch(Probe::isOver), scene.time());
        }
        scene.notes().add(probes.size(), "probes");
        scene.notes().add(probes.stream().filter(Probe::isOver).count(), "closed by the server");
        scene.problems()
                .addAll(
                        "welcomed a probe",
                        probes.stream().filter(probe -> probe.welcomed).toList());
    }

    @Override
    public void look(Scene scene) throws IOException {
        Watcher.demandNone(scene, "history 1000", MARK);
        Watcher.demandNone(scene, "users", "QUIT");
    }

    /** Notes what it is told. */
    private static final class Probe implements InputHandler {
        private final StringBuilder heard = new StringBuilder();
        private boolean welcomed;
        private boolean over;

        boolean isOver() {
            return over;
        }

        @Override
        public void received(Connection from, ByteBuffer bytes) {
            heard.append(ISO_8859_1.decode(bytes));
            welcomed |= heard.indexOf("OK Welcome") >= 0;
        }

        @Override
        public void closed(Connection by) {
            over = true;
        }

        @Override
        public void failed(Connection by, IOException reason) {
            over = true;
        }

        @Override
        public String toString() {
            return heard.substring(0, Math.min(200, heard.length())).replace("\r\n", " | ");
        }
    }
}
