package parley.attack.web;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import parley.attack.horde.Horde;
import parley.attack.trial.Attack;
import parley.attack.trial.Scene;

/**
 * Keeps some connections to the door for browsers, as many and as often anew as one address may have, each of which is hostile in one
 * {@link WebManner}; meanwhile somebody behaves on a WebSocket, and is to be served.
 */
public final class WebFrames implements Attack {
    /** Of 100 that an address may have. */
    private static final int AT_A_TIME = 90;
    /** Of 120 that may come at once, and two a second from then on. */
    private static final int AT_ONCE = 110;

    private static final double A_SECOND = 1.8;

    private static final WebManner[] MANNERS = WebManner.values();

    private final List<HostileSocket> all = new ArrayList<>();

    @Override
    public void make(Scene scene) throws IOException, InterruptedException {
        InetSocketAddress door = scene.server().web();
        long begun = System.nanoTime();
        try (Horde attackers = Horde.ofAttacker(door);
                WebVisitor visitor = WebVisitor.enter(door, "webster")) {
            List<HostileSocket> there = new ArrayList<>();
            for (long passed = 0; passed < scene.time().toNanos(); passed = System.nanoTime() - begun) {
                there.removeIf(HostileSocket::isOver);
                double mayCome = AT_ONCE + A_SECOND * passed / 1e9;
                while (there.size() < scene.size().of(AT_A_TIME) && all.size() + 1 < mayCome) {
                    HostileSocket socket = HostileSocket.open(attackers, MANNERS[all.size() % MANNERS.length]);
                    there.add(socket);
                    all.add(socket);
                }
                for (HostileSocket socket : there) {
                    socket.goOn();
                }
                attackers.turn();
                visitor.goOn(scene.problems());
            }
            note(scene, visitor);
        }
    }

    private void note(Scene scene, WebVisitor visitor) {
        scene.notes().add(all.size(), "connections");
        scene.notes().add(all.stream().filter(HostileSocket::isOver).count(), "of them closed by the server");
        scene.notes().add(all.stream().mapToLong(HostileSocket::sent).sum() / 1024 / 1024, "MiB sent");
        scene.notes().add(all.stream().mapToLong(HostileSocket::received).sum() / 1024 / 1024, "MiB received");
        scene.notes().add(visitor.answers(), "answers to somebody who behaves there");
        List<WebManner> refused = all.stream()
                .filter(socket -> socket.manner().waitsForTheHandshake() && socket.isOver() && !socket.isOpen())
                .map(HostileSocket::manner)
                .distinct()
                .toList();
        scene.problems().addAll("a handshake that was right was refused before", refused);
        if (visitor.answers() == 0) {
            scene.problems().add("who behaves on a WebSocket got no answer");
        }
    }
}
