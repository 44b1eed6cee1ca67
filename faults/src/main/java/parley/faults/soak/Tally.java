package parley.faults.soak;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/** Says what is wrong with numbers that should stand once each, from 1 on. */
final class Tally {
    private static final int SHOWN = 10;

    private final String whose;
    private final int[] times;
    private final List<String> strange = new ArrayList<>();
    private final List<String> failures = new ArrayList<>();

    /** Expects 1 to {@code count}. */
    Tally(String whose, int count) {
        this.whose = whose;
        this.times = new int[count + 1];
    }

    void add(String text) {
        int number = number(text);
        if (number > 0 && number < times.length) {
            times[number]++;
        } else {
            strange.add(text);
        }
    }

    private static int number(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException none) {
            return -1;
        }
    }

    /** What hides some of them from being counted. */
    void fail(String problem) {
        failures.add(problem);
    }

    List<Integer> gaps() {
        return numbers(count -> count == 0);
    }

    List<Integer> doubles() {
        return numbers(count -> count > 1);
    }

    private List<Integer> numbers(IntPredicate which) {
        return IntStream.range(1, times.length)
                .filter(number -> which.test(times[number]))
                .boxed()
                .toList();
    }

    /** Empty where all is well. */
    List<String> problems() {
        List<String> problems = new ArrayList<>(failures);
        tell(problems, "never", gaps());
        tell(problems, "more than once", doubles());
        tell(problems, "though nobody asked for it", strange);
        return problems;
    }

    private void tell(List<String> problems, String what, List<?> which) {
        if (!which.isEmpty()) {
            String shown = which.size() > SHOWN ? which.subList(0, SHOWN) + " …" : which.toString();
            problems.add(whose + " said " + which.size() + " " + what + ": " + shown);
        }
    }
}
