package azalai.web;

import azalai.Failure;
import azalai.Refusal;
import azalai.config.Configuration;
import azalai.config.DataFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;

/**
 * The one password of user {@link #USER}: what {@code azalai.password} says, else a made-up one whose hash is in the data
 * folder. A changed file counts from the next request on.
 */
public final class Passwords {
    /** The one user. */
    public static final String USER = "azalai";

    static final String FILE = "password";
    static final String SETTING = "azalai.password";
    /** 120 bits: nobody guesses them, and they can be typed. */
    private static final int RANDOM_BYTES = 15;

    private static final int SALT_BYTES = 16;

    private final DataFolder data;
    private final boolean given;
    private final byte[] salt = random(SALT_BYTES);
    private Object stamp;
    private PasswordHash hash;
    private volatile byte[] known;

    private Passwords(DataFolder data, String given) {
        this.data = data;
        this.given = !given.isEmpty();
        if (this.given) {
            hash = PasswordHash.of(given);
            known = digest(given);
        }
    }

    /** The password as it is configured, or as it is stored in this folder. */
    static Passwords open(Configuration configuration, DataFolder data) {
        return new Passwords(data, configuration.get(SETTING));
    }

    /** Makes a password if there is none yet, and gives it: the only time that it is readable. */
    Optional<String> makeIfMissing() {
        if (given || Files.exists(file())) {
            return Optional.empty();
        }
        String password = make(data);
        refresh();
        known = digest(password);
        return Optional.of(password);
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

    /**
     * Whether a password is one that was right before, or was given or made here, since the stored one last changed: an
     * answer without the hash's cost, for those who ask often.
     */
    boolean known(String password) {
        refresh();
        byte[] digest = known;
        return digest != null && MessageDigest.isEqual(digest, digest(password));
    }

    /** Whether a password is right; costs some 0.2 s, one caller at a time, so that guessing cannot take all cores. */
    synchronized boolean right(String password) {
        refresh();
        boolean right = hash != null && hash.matches(password);
        if (right) {
            known = digest(password);
        }
        return right;
    }

    private synchronized void refresh() {
        if (given) {
            return;
        }
        try {
            BasicFileAttributes attributes = Files.readAttributes(file(), BasicFileAttributes.class);
            Object now = java.util.List.of(
                    attributes.lastModifiedTime(), attributes.size(), String.valueOf(attributes.fileKey()));
            if (!now.equals(stamp)) {
                known = null;
                hash = PasswordHash.parse(Files.readString(file()));
                stamp = now;
            }
        } catch (NoSuchFileException e) {
            known = null;
            hash = null;
            stamp = null;
        } catch (IOException | IllegalArgumentException e) {
            known = null;
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
        String password = HexFormat.of().formatHex(random(RANDOM_BYTES));
        data.writePrivate(FILE, PasswordHash.of(password) + "\n");
        return password;
    }

    private byte[] digest(String password) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(salt);
            return digest.digest(password.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256.", e);
        }
    }

    private static byte[] random(int bytes) {
        byte[] random = new byte[bytes];
        new SecureRandom().nextBytes(random);
        return random;
    }
}
