package parley.client.session;

import java.util.List;
import parley.client.codec.ServerLine;

/**
 * Is what the server said to a line, complete.
 *
 * @param text of its {@code OK}
 * @param users the {@code USER} lines
 * @param messages those that belong to it, where they were asked to be kept apart
 */
public record Answer(String text, List<String> users, List<ServerLine.Said> messages) {}
