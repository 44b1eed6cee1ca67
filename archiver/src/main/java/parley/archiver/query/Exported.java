package parley.archiver.query;

import org.jspecify.annotations.Nullable;

/**
 * Says how much was exported.
 *
 * @param nextId the first message that the limit left out; null where it left out none
 */
public record Exported(long messages, @Nullable String nextId) {}
