package parley.app.service;

import java.util.List;
import org.jline.utils.Signals;

/**
 * Takes the signals of a process that serves: TERM and INT end it, HUP has it read its configuration again, USR1 and USR2,
 * which would end it where nobody took them, do nothing. One that whoever started it has ignored (nohup) may stay so.
 */
final class ProcessSignals {

    private ProcessSignals() {}

    static void take(Shutdown shutdown, Runnable reload) {
        for (String signal : List.of("TERM", "INT")) {
            Signals.register(signal, () -> shutdown.begin("SIG" + signal));
        }
        Signals.register("HUP", reload);
        for (String signal : List.of("USR1", "USR2")) {
            Signals.register(signal, () -> {});
        }
    }
}
