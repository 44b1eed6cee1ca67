package parley.attack.door;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import parley.attack.horde.Addresses;
import parley.attack.horde.Horde;
import parley.attack.server.OperatorSocket;
import parley.attack.trial.Attack;
import parley.attack.trial.Scene;
import parley.harness.load.Connection;
import parley.harness.load.InputHandler;

/** Connects again and again, some thousand times a second, far over what one address may have. */
public final class ConnectionFlood implements Attack {
    /** What the attacker does with a connection. */
    public enum Manner {
        /** Keeps it until the server closes it. */
        KEPT,
        /** Resets it as soon as it is there. */
        RESET,
        /** Keeps it, and was banned before. */
        BANNED
    }

    private static final int KEPT_AT_MOST = 4_000;
    private static final long A_SECOND = 2_000;

    private final Manner manner;

    public ConnectionFlood(Manner manner) {
        this.manner = manner;
    }

    @Override
    public void make(Scene scene) throws IOException {
        if (manner == Manner.BANNED) {
            operate(scene, "ban");
        }
        long logged = scene.server().logBytes();
        Deque<Connection> kept = new ArrayDeque<>();
        long made = 0;
        try (Horde attackers = scene.attackers()) {
            long begun = System.nanoTime();
            for (long passed = 0; passed < scene.time().toNanos(); passed = System.nanoTime() - begun) {
                for (; made < scene.size().of((int) A_SECOND) * passed / 1_000_000_000; made++) {
                    kept.add(attackers.open(new Visitor(manner == Manner.RESET)));
                    if (kept.size() > KEPT_AT_MOST) {
                        kept.remove().close();
                    }
                }
                attackers.turn();
            }
        }
        if (manner == Manner.BANNED) {
            operate(scene, "unban");
        }
        scene.notes().add(made, "connections");
        scene.notes().add((scene.server().logBytes() - logged) / Math.max(1, made), "bytes of log each");
    }

    private static void operate(Scene scene, String command) throws IOException {
        String address = Addresses.attacker().getHostAddress();
        String answer = OperatorSocket.command(scene.server().adminSocket(), command + " " + address);
        if (!answer.startsWith("OK")) {
            throw new IOException(command + ": " + answer);
        }
    }

    /** Takes whatever comes. */
    private record Visitor(boolean resets) implements InputHandler {
        @Override
        public void received(Connection from, ByteBuffer bytes) throws IOException {
            bytes.position(bytes.limit());
            if (resets) {
                from.close();
            }
        }

        @Override
        public void closed(Connection by) {}

        @Override
        public void failed(Connection by, IOException reason) {}
    }
}
