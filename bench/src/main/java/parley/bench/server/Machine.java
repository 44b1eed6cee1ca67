package parley.bench.server;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import parley.redis.embedded.EmbeddedRedis;

/** Describes what the figures were measured on: the machine and the versions, without names of hosts. */
public final class Machine {
    private Machine() {}

    /** A table: what, and which. */
    public static List<List<String>> facts(Path root, Cores cores) throws IOException {
        List<List<String>> facts = new ArrayList<>();
        facts.add(List.of("", ""));
        facts.add(List.of(
                "measured", Instant.now().truncatedTo(ChronoUnit.MINUTES).toString()));
        facts.add(List.of("Parley", commit(root)));
        facts.add(List.of("CPU", processor()));
        facts.add(List.of("cores", pinning(cores)));
        facts.add(List.of(
                "kernel",
                Files.readString(Path.of("/proc/sys/kernel/osrelease")).strip()));
        facts.add(List.of("JDK", System.getProperty("java.vm.name") + " " + Runtime.version()));
        facts.add(List.of("Redis, Parley's", redis()));
        version(facts, "Redis, direct", "redis-server", "--version");
        version(facts, "NATS", "nats-server", "--version");
        version(facts, "ngIRCd", "ngircd", "--version");
        version(facts, "InspIRCd", "inspircd", "--version");
        version(facts, "SQLite", "sqlite3", "--version");
        version(facts, "gcc", "gcc", "--version");
        return facts;
    }

    private static String redis() throws IOException {
        try (EmbeddedRedis redis = EmbeddedRedis.start();
                RedisClient client = new RedisClient(redis.port())) {
            return client.version();
        }
    }

    private static String commit(Path root) {
        List<String> git = List.of("git", "-C", root.toString());
        String commit = firstLine(git, "rev-parse", "--short", "HEAD");
        return commit
                + (firstLine(git, "status", "--porcelain", "--untracked-files=no")
                                .isEmpty()
                        ? ""
                        : ", changed");
    }

    private static String pinning(Cores cores) {
        long all = firstLine(List.of("nproc"), "--all").transform(Long::parseLong);
        return all + (cores == Cores.PINNED ? ", servers on the first, the load on the others" : ", shared by all");
    }

    private static String processor() throws IOException {
        return Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
                .filter(line -> line.startsWith("model name"))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst()
                .orElse(System.getProperty("os.arch"));
    }

    private static void version(List<List<String>> facts, String name, String program, String option)
            throws IOException {
        if (Contender.isInstalled(program)) {
            String line = firstLine(List.of(Contender.executable(program)), option);
            facts.add(List.of(name, line.replaceAll("( sha=| malloc=| [0-9a-f]{40}|-IDENT|/pc/).*", "")));
        }
    }

    /** Of what it prints; empty where it prints nothing, or is not there. */
    private static String firstLine(List<String> program, String... arguments) {
        List<String> command = new ArrayList<>(program);
        command.addAll(List.of(arguments));
        try {
            Process process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            byte[] output = process.getInputStream().readAllBytes();
            return new String(output, StandardCharsets.UTF_8)
                    .lines()
                    .findFirst()
                    .orElse("");
        } catch (IOException missing) {
            return "";
        }
    }
}
