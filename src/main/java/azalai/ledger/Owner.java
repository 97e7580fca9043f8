package azalai.ledger;

import azalai.config.DataFolder;
import azalai.error.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * Who claims runs: one process of an application. A data folder has one owner at a time, held by the operating system's
 * lock, so another process of the same folder is known to be dead.
 *
 * @param folder the data folder's own name, and the file's number: a copy of the folder is another one
 * @param process this process alone
 */
public record Owner(String folder, String process) {
    private static final String FILE = "azalai.id";
    private static final int BYTES = 8;

    /** This process, which holds the lock of the data folder. */
    public static Owner of(DataFolder data) {
        Path file = data.resolve(FILE);
        try {
            if (!Files.exists(file)) {
                data.writePrivate(FILE, random());
            }
            Object number = Files.readAttributes(file, java.nio.file.attribute.BasicFileAttributes.class)
                    .fileKey();
            String folder = Files.readString(file).strip()
                    + (number == null ? "" : "-" + Integer.toHexString(number.hashCode()));
            return new Owner(folder, random());
        } catch (NoSuchFileException e) {
            throw new Failure("The data folder %s was deleted meanwhile.".formatted(data.folder()), e);
        } catch (IOException e) {
            throw new Failure("The file %s cannot be read: %s.".formatted(file, e.getMessage()), e);
        }
    }

    private static String random() {
        byte[] bytes = new byte[BYTES];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    /** As the ledger writes it. */
    public String token() {
        return folder + "." + process;
    }
}
