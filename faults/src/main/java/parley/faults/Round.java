package parley.faults;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import parley.faults.check.ArchiveFile;
import parley.faults.check.Audit;
import parley.faults.check.Recovery;
import parley.faults.deployment.Deployment;
import parley.faults.deployment.RedisWallClock;
import parley.faults.fault.Fault;
import parley.faults.fault.FaultKind;
import parley.faults.traffic.Anomalies;
import parley.faults.traffic.Traffic;
import parley.harness.process.Waiting;
import parley.harness.verdict.Problems;

/** Makes one fault, or two at once, waits until all has recovered, and has the audit check the promises. */
final class Round {
    private static final Duration HOME = Duration.ofSeconds(20);
    private static final Duration HEARD = Duration.ofSeconds(10);
    /** By token a name is had at the first login, which is answered within 2 s; and a second for the busy machine. */
    private static final Duration AWAY = Duration.ofSeconds(3);
    /** Where Redis is away, too: a dead bridge's names are free within 15 s; and somebody has to come and log in. */
    private static final Duration NAME_HELD = Duration.ofSeconds(16);

    private final Traffic traffic;
    private final Audit audit;
    private final ArchiveFile archive;
    private final RedisWallClock clock;
    private final boolean balanced;

    Round(Deployment deployment, Traffic traffic, Audit audit) {
        this.traffic = traffic;
        this.audit = audit;
        this.archive = new ArchiveFile(deployment.archive());
        this.clock = deployment.redis().clock();
        this.balanced = deployment.isBalanced();
    }

    RoundResult run(List<FaultKind> kinds, List<Fault> faults, Problems problems)
            throws IOException, InterruptedException, SQLException {
        traffic.anomalies().clear();
        Duration held = Duration.ZERO;
        Duration within = Duration.ZERO;
        for (Fault fault : redisLast(faults)) {
            if (fault.losesData()) {
                clock.leap();
            }
            fault.begin().run();
            held = max(held, fault.held());
            within = max(within, fault.within());
        }
        Waiting.pass(held);
        for (Fault fault : redisFirst(faults)) {
            fault.end().run();
        }
        traffic.arm();
        long since = System.nanoTime();
        Map<String, Duration> recovery = new Recovery(traffic, archive).await(since, within, problems);
        if (problems.isEmpty()) {
            settle(faults, problems);
        }
        checkAnomalies(faults, held, problems);
        return new RoundResult(kinds, recovery, traffic.anomalies().longestAway(), problems.asList());
    }

    private void settle(List<Fault> faults, Problems problems) throws IOException, InterruptedException, SQLException {
        hearDirect(problems);
        traffic.goHome();
        if (!Waiting.comes(HOME, traffic::isAllAtHome)) {
            problems.add("not everybody came back to their own bridge");
        }
        traffic.pause();
        audit.close(faults.stream().anyMatch(Fault::losesData), problems);
        traffic.resume();
    }

    /** What a direct client says from now on comes to everybody, and into the archive. */
    private void hearDirect(Problems problems) throws InterruptedException {
        long before = traffic.directNumber();
        boolean heard = Waiting.comes(HEARD, () -> traffic.directNumber() > before + 1)
                && Waiting.comes(
                        HEARD, () -> traffic.notHearingDirect(before + 2).isEmpty());
        if (!heard) {
            problems.add("a direct client is not heard by " + traffic.notHearingDirect(before + 2));
        }
        if (!Waiting.comes(HEARD, () -> archive.holdsDirect(traffic.directName(), before + 2))) {
            problems.add("a direct client is not archived");
        }
    }

    private void checkAnomalies(List<Fault> faults, Duration held, Problems problems) {
        Set<Integer> losing = new HashSet<>();
        Set<Integer> waiting = new HashSet<>();
        faults.forEach(fault -> {
            losing.addAll(fault.losing());
            waiting.addAll(fault.waiting());
        });
        Anomalies anomalies = traffic.anomalies();
        // Behind a balancer nobody knows whose bridge it was.
        problems.addAll(
                "a session ended",
                anomalies.lost().stream()
                        .filter(one -> balanced ? losing.isEmpty() : !losing.contains(one.bridge()))
                        .toList());
        problems.addAll(
                "an answer took long",
                anomalies.slow().stream()
                        .filter(one -> !waiting.contains(one.bridge()))
                        .toList());
        problems.addAll("unexpected", anomalies.unexpected());
        // Alone, a fault leaves a bridge that is well; two may leave none for a while.
        Duration allowed = faults.size() > 1 ? NAME_HELD.plus(held) : AWAY;
        if (anomalies.longestAway().compareTo(allowed) > 0) {
            problems.add(String.format(
                    Locale.ROOT,
                    "%s could not come back for %.1f s",
                    anomalies.whoWasAway(),
                    anomalies.longestAway().toMillis() / 1e3));
        }
    }

    /** What piles up for the archiver needs bridges that answer, and nobody can log in to be stolen from while Redis is away. */
    static List<Fault> redisLast(List<Fault> faults) {
        return faults.stream()
                .sorted(Comparator.comparing(Fault::isOfRedis).thenComparing((Fault fault) -> !fault.isOfArchiver()))
                .toList();
    }

    /** A bridge is not ready before Redis is, and who outlives a lease needs another bridge that takes its names. */
    private static List<Fault> redisFirst(List<Fault> faults) {
        return faults.stream()
                .sorted(Comparator.comparing((Fault fault) -> !fault.isOfRedis())
                        .thenComparing(Fault::outlastsLease))
                .toList();
    }

    private static Duration max(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    /** Those of the faults that can be made together: no two of one place, and no two bridges gone for longer than a lease. */
    static List<Fault> compatible(List<Fault> faults) {
        Set<String> places = new HashSet<>();
        boolean outlasted = false;
        List<Fault> chosen = new ArrayList<>();
        for (Fault fault : faults) {
            if (!(outlasted && fault.outlastsLease()) && places.add(fault.place())) {
                chosen.add(fault);
                outlasted |= fault.outlastsLease();
            }
        }
        return chosen;
    }
}
