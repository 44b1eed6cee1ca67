package parley.attack.door;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.ArrayDeque;
import java.util.Deque;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import parley.attack.horde.Horde;
import parley.attack.trial.Attack;
import parley.attack.trial.Scene;
import parley.harness.load.Connection;
import parley.harness.load.InputHandler;

/** Begins TLS handshakes, which cost the server a signature each and the attacker nothing, and goes on with none. */
public final class TlsHandshakes implements Attack {
    private static final int KEPT_AT_MOST = 200;
    private static final int A_SECOND = 1_000;

    @Override
    public void make(Scene scene) throws IOException {
        byte[] hello = hello();
        Deque<Connection> kept = new ArrayDeque<>();
        Answers answers = new Answers();
        long made = 0;
        try (Horde attackers = Horde.ofAttacker(scene.server().tls())) {
            long begun = System.nanoTime();
            for (long passed = 0; passed < scene.time().toNanos(); passed = System.nanoTime() - begun) {
                for (; made < scene.size().of(A_SECOND) * passed / 1_000_000_000; made++) {
                    Connection connection = attackers.open(answers);
                    connection.send(ByteBuffer.wrap(hello));
                    kept.add(connection);
                    if (kept.size() > KEPT_AT_MOST) {
                        kept.remove().close();
                    }
                }
                attackers.turn();
            }
        }
        scene.notes().add(made, "handshakes begun");
        scene.notes().add(answers.bytes / 1024, "KiB of answers");
    }

    /** What a client says first. */
    private static byte[] hello() throws IOException {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new Trusting()}, null);
            SSLEngine engine = context.createSSLEngine("localhost", 1);
            engine.setUseClientMode(true);
            engine.beginHandshake();
            ByteBuffer bytes = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
            engine.wrap(ByteBuffer.allocate(0), bytes);
            byte[] hello = new byte[bytes.position()];
            bytes.flip().get(hello);
            return hello;
        } catch (GeneralSecurityException e) {
            throw new IOException("no TLS here", e);
        }
    }

    /** Believes everybody; nothing is ever checked. */
    private static final class Trusting implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }

    /** Counts what comes. */
    private static final class Answers implements InputHandler {
        private long bytes;

        @Override
        public void received(Connection from, ByteBuffer input) {
            bytes += input.remaining();
            input.position(input.limit());
        }

        @Override
        public void closed(Connection by) {}

        @Override
        public void failed(Connection by, IOException reason) {}
    }
}
