package parley.bench.server;

/** Says one word: the least that a JVM can be started for. */
public final class HelloWorld {
    private HelloWorld() {}

    public static void main(String[] arguments) {
        System.out.println("ready");
    }
}
