package azalai.service.api;

import azalai.config.Configuration;
import azalai.config.DataFolder;
import azalai.error.Failure;
import azalai.error.Refusal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * The one password of user {@link #USER}: what {@code azalai.password} says, else a made-up one whose hash is in the data
 * folder. A changed file counts from the next request on. No question waits for another one.
 */
public final class Passwords {
    /** The one user. */
    public static final String USER = "azalai";

    static final String FILE = "password";
    static final String SETTING = "azalai.password";
    /** 120 bits: nobody guesses them, and they can be typed. */
    private static final int RANDOM_BYTES = 15;

    /** The file as it was read last; {@code stamp} tells whether it is another one now. */
    private record StoredData(List<Object> stamp, PasswordHash hash) {}

    private final DataFolder data;
    private final PasswordHash given;
    private volatile StoredData stored = new StoredData(List.of(), null);

    private Passwords(DataFolder data, String given) {
        this.data = data;
        this.given = given.isEmpty() ? null : PasswordHash.of(given);
    }

    /** The password as it is configured, or as it is stored in this folder. */
    static Passwords open(Configuration configuration, DataFolder data) {
        return new Passwords(data, configuration.get(SETTING));
    }

    /**
     * Makes a password if there is none yet, and gives it: the only time that it is readable.
     *
     * @throws Failure if there is a file that holds none
     */
    Optional<String> makeIfMissing() {
        if (given != null || stored().isPresent()) {
            return Optional.empty();
        }
        return Optional.of(make(data));
    }

    /**
     * Replaces the stored password by a new one and gives it.
     *
     * @throws Refusal if the password is configured: a stored one would never be asked for
     */
    public static String reset(Configuration configuration, DataFolder data) {
        if (!configuration.get(SETTING).isEmpty()) {
            throw new Refusal(
                    "The password is set by AZALAI_PASSWORD, AZALAI_PASSWORD_FILE or azalai.password: change it there.");
        }
        return make(data);
    }

    /** Whether a password is right. */
    boolean right(String password) {
        return given != null
                ? given.matches(password)
                : stored().filter(hash -> hash.matches(password)).isPresent();
    }

    private Optional<PasswordHash> stored() {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file(), BasicFileAttributes.class);
            List<Object> now =
                    List.of(attributes.lastModifiedTime(), attributes.size(), String.valueOf(attributes.fileKey()));
            if (!now.equals(stored.stamp())) {
                stored = new StoredData(now, PasswordHash.parse(Files.readString(file())));
            }
            return Optional.of(stored.hash());
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException | IllegalArgumentException e) {
            throw new Failure(
                    "The password file %s cannot be read (%s): make a new one by ./azalai password reset."
                            .formatted(file(), e.getMessage()),
                    e);
        }
    }

    private Path file() {
        return data.resolve(FILE);
    }

    private static String make(DataFolder data) {
        byte[] random = new byte[RANDOM_BYTES];
        new SecureRandom().nextBytes(random);
        String password = HexFormat.of().formatHex(random);
        data.writePrivate(FILE, PasswordHash.of(password) + "\n");
        return password;
    }
}
