package parley.app.config;

/**
 * Says what is wrong with a configuration file.
 *
 * @param line where, from 1 on; 0 where it is no line's
 */
record Problem(int line, String text) {}
