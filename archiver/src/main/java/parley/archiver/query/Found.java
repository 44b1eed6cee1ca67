package parley.archiver.query;

import java.util.List;
import parley.archiver.store.ArchivedMessage;

/**
 * Holds what a search has found.
 *
 * @param messages the newest, oldest first
 * @param more whether there are others before them, which the limit left out
 */
public record Found(List<ArchivedMessage> messages, boolean more) {}
