package azalai.embedded;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;

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

    /** @return what to print; a message that does not say what to do gets {@code addition} */
    String sentence(String addition) {
        return getMessage().endsWith(".") ? getMessage() : getMessage() + addition + ".";
    }

    /** @return the root cause in words; for files the path stands in it, which the JDK's own messages leave alone */
    static String reason(Throwable failure) {
        Throwable root = failure;
        // What ProcessBuilder says itself names the program; its cause has only a number.
        while (root.getCause() != null && !String.valueOf(root.getMessage()).startsWith("Cannot run program")) {
            root = root.getCause();
        }
        if (root instanceof AccessDeniedException denied) {
            return "no permission for " + denied.getFile() + owner(Path.of(denied.getFile()));
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

    /** @return ", it belongs to …", as far as that can be known */
    static String owner(Path file) {
        try {
            return ", it belongs to " + Files.getOwner(file).getName();
        } catch (IOException e) {
            return ""; // not even that may be known: the sentence is true without
        }
    }
}
