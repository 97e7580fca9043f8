package azalai.web;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Objects;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * A password as it is stored: PBKDF2 with HMAC-SHA256 and a salt of its own, written
 * {@code pbkdf2-sha256$<iterations>$<salt>$<hash>}.
 */
final class PasswordHash {
    private static final String NAME = "pbkdf2-sha256";
    /** OWASP's Password Storage Cheat Sheet for PBKDF2 with HMAC-SHA256: some 0.2 s a guess on one core. */
    private static final int ITERATIONS = 600_000;

    private static final int SALT_BYTES = 16;
    private static final int HASH_BITS = 256;

    private final int iterations;
    private final byte[] salt;
    private final byte[] hash;

    private PasswordHash(int iterations, byte[] salt, byte[] hash) {
        this.iterations = iterations;
        this.salt = salt;
        this.hash = hash;
    }

    /** The hash of a password, with a new salt. */
    static PasswordHash of(String password) {
        byte[] salt = new byte[SALT_BYTES];
        new SecureRandom().nextBytes(salt);
        return new PasswordHash(ITERATIONS, salt, derive(password, salt, ITERATIONS));
    }

    /** Reads what {@link #toString} wrote. @throws IllegalArgumentException if it is something else */
    static PasswordHash parse(String text) {
        String[] parts = text.strip().split("\\$");
        if (parts.length != 4 || !parts[0].equals(NAME)) {
            throw new IllegalArgumentException("not a " + NAME + " hash");
        }
        return new PasswordHash(
                Integer.parseInt(parts[1]),
                Base64.getDecoder().decode(parts[2]),
                Base64.getDecoder().decode(parts[3]));
    }

    /** Whether this is the hash of the password; takes as long either way. */
    boolean matches(String password) {
        return MessageDigest.isEqual(hash, derive(Objects.requireNonNull(password), salt, iterations));
    }

    private static byte[] derive(String password, byte[] salt, int iterations) {
        PBEKeySpec key = new PBEKeySpec(password.toCharArray(), salt, iterations, HASH_BITS);
        try {
            return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                    .generateSecret(key)
                    .getEncoded();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java has PBKDF2WithHmacSHA256.", e);
        } finally {
            key.clearPassword();
        }
    }

    @Override
    public String toString() {
        Base64.Encoder base64 = Base64.getEncoder();
        return String.join(
                "$", NAME, String.valueOf(iterations), base64.encodeToString(salt), base64.encodeToString(hash));
    }
}
