package azalai.service.api;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;

/**
 * A password as it is stored: SHA-256 with a salt of its own, written {@code sha256$<salt>$<hash>}. A slow hash would
 * protect what people make up; what is stored here was made of 120 random bits, which nobody guesses however fast. And
 * a slow one is a weapon: whoever guesses makes everybody else wait for it.
 */
final class PasswordHash {
    private static final String NAME = "sha256";
    private static final int SALT_BYTES = 16;

    private final byte[] salt;
    private final byte[] hash;

    private PasswordHash(byte[] salt, byte[] hash) {
        this.salt = salt;
        this.hash = hash;
    }

    /** The hash of a password, with a new salt. */
    static PasswordHash of(String password) {
        byte[] salt = new byte[SALT_BYTES];
        new SecureRandom().nextBytes(salt);
        return new PasswordHash(salt, digest(salt, password));
    }

    /** Reads what {@link #toString} wrote. @throws IllegalArgumentException if it is something else */
    static PasswordHash parse(String text) {
        String[] parts = text.strip().split("\\$");
        if (parts.length != 3 || !parts[0].equals(NAME)) {
            throw new IllegalArgumentException("it holds no " + NAME + " hash");
        }
        return new PasswordHash(
                Base64.getDecoder().decode(parts[1]), Base64.getDecoder().decode(parts[2]));
    }

    /** Whether this is the hash of the password; takes as long either way. */
    boolean matches(String password) {
        return MessageDigest.isEqual(hash, digest(salt, password));
    }

    private static byte[] digest(byte[] salt, String password) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(salt);
            return digest.digest(password.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256.", e);
        }
    }

    @Override
    public String toString() {
        Base64.Encoder base64 = Base64.getEncoder();
        return String.join("$", NAME, base64.encodeToString(salt), base64.encodeToString(hash));
    }
}
