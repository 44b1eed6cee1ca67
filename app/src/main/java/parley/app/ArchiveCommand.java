package parley.app;

import picocli.CommandLine.Command;

@Command(name = "archive", description = "Look into the archive.")
final class ArchiveCommand {}
