package parley.attack.trial;

import java.io.IOException;

/** Attacks a server, or asks much of it, for a time. */
public interface Attack {
    /** Does so for as long as the scene says, on the calling thread; closes whatever it opened. */
    void make(Scene scene) throws IOException, InterruptedException;

    /** Looks afterwards, while the server still runs, whether it did any harm that people's figures don't show. */
    default void look(Scene scene) throws IOException, InterruptedException {}

    /** Whether there is nobody to be asked afterwards. */
    default boolean endsTheServer() {
        return false;
    }
}
