package azalai.embedded;

import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/** Why the servers cannot start or go on, as one sentence for a person; the cause goes to the log. */
final class ServiceFailure extends RuntimeException {

    ServiceFailure(String sentence) {
        super(sentence);
    }

    ServiceFailure(String sentence, Throwable cause) {
        super(sentence, cause);
    }

    /**
     * @param what the beginning of the sentence: what failed, on what
     * @return {@code failure} itself if it already is a sentence, otherwise a sentence of {@code what} and the root cause
     */
    static ServiceFailure of(String what, Throwable failure) {
        for (Throwable at = failure; at != null; at = at.getCause()) {
            if (at instanceof ServiceFailure known) {
                return known;
            }
        }
        return new ServiceFailure(what + ": " + reason(failure), failure);
    }

    /** @return the root cause in words; for files the path stands in it, which the JDK's own messages leave alone */
    static String reason(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        if (root instanceof AccessDeniedException denied) {
            return "no permission for " + denied.getFile();
        }
        if (root instanceof NoSuchFileException missing) {
            return missing.getFile() + " does not exist";
        }
        if (root instanceof FileAlreadyExistsException || root instanceof NotDirectoryException) {
            return ((FileSystemException) root).getFile() + " is not a folder";
        }
        String message = root.getMessage();
        return message == null || message.isBlank()
                ? root.getClass().getSimpleName()
                : message.strip().lines().findFirst().orElse("");
    }
}
