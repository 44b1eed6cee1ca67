package parley.conformance.suite;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/**
 * Runs cases, some at a time, and hands on their results in the cases' order, each as soon as it and those before it are there. Slow ones
 * begin at once, beside the others.
 */
public final class Runner {
    private final int atATime;

    public Runner(int atATime) {
        this.atATime = atATime;
    }

    /**
     * Returns when all have run.
     *
     * @throws CannotBegin as soon as a case says so; what runs meanwhile is interrupted
     */
    public void run(List<Case> cases, Consumer<Result> results) throws CannotBegin, InterruptedException {
        ExecutorService slow = Executors.newCachedThreadPool(Runner::thread);
        ExecutorService quick = Executors.newFixedThreadPool(atATime, Runner::thread);
        try {
            Deque<Future<Result>> running = new ArrayDeque<>();
            cases.forEach(each -> running.add((each.slow() ? slow : quick).submit(() -> run(each))));
            while (!running.isEmpty()) {
                results.accept(running.remove().get());
            }
        } catch (ExecutionException e) {
            if (e.getCause() instanceof CannotBegin cannotBegin) {
                throw cannotBegin;
            }
            throw new IllegalStateException(e.getCause());
        } finally {
            slow.shutdownNow();
            quick.shutdownNow();
        }
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "case");
        thread.setDaemon(true);
        return thread;
    }

    private static Result run(Case each) throws CannotBegin {
        long began = System.nanoTime();
        try {
            each.body().run();
            return new Result(each, Result.Outcome.OK, since(began), null, "");
        } catch (Failure failure) {
            return new Result(each, Result.Outcome.FAIL, since(began), failure, "");
        } catch (Skipped skipped) {
            return new Result(each, Result.Outcome.SKIP, since(began), null, skipped.reason());
        } catch (CannotBegin cannotBegin) {
            throw cannotBegin;
        } catch (Exception e) {
            Failure failure = new Failure("that the case can be tried", e.toString());
            return new Result(each, Result.Outcome.FAIL, since(began), failure, "");
        }
    }

    private static Duration since(long began) {
        return Duration.ofNanos(System.nanoTime() - began);
    }
}
