package parley.app.service;

import java.util.Set;

/**
 * Takes options anew while it runs.
 *
 * @param <C> the command that has them
 */
interface Reloadable<C> {

    /** Which of them, as they are written on the command line. */
    Set<String> options();

    /** Takes them, whether they have changed or not; what can't be taken stays as it was, and the exception says why. */
    void reload(C command) throws Exception;
}
