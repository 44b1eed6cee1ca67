package parley.app.doctor;

import org.jspecify.annotations.Nullable;

/**
 * Says what was found of one thing.
 *
 * @param subject in a word or two
 * @param advice what to do about it; null where all is well
 */
record Finding(String subject, String found, @Nullable String advice) {

    static Finding well(String subject, String found) {
        return new Finding(subject, found, null);
    }

    static Finding unwell(String subject, String found, String advice) {
        return new Finding(subject, found, advice);
    }

    boolean isWell() {
        return advice == null;
    }
}
