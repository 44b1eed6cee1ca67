package parley.archiver.store;

import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import org.jspecify.annotations.Nullable;

/** Says why the archive cannot be used as asked, in one line for the person who asked. */
public final class ArchiveException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public ArchiveException(String message) {
        this(message, null);
    }

    ArchiveException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** What was to be done and why it could not be. */
    public static ArchiveException failed(String what, Exception cause) {
        return new ArchiveException(what + ": " + reason(cause), cause);
    }

    /** Of some failures with files the message is nothing but the file's name. */
    private static String reason(Exception cause) {
        if (cause instanceof NoSuchFileException) {
            return "no such file or directory: " + cause.getMessage();
        }
        if (cause instanceof AccessDeniedException) {
            return "permission denied: " + cause.getMessage();
        }
        if (cause instanceof FileAlreadyExistsException) {
            return "there is a file of that name: " + cause.getMessage();
        }
        return String.valueOf(cause.getMessage());
    }
}
