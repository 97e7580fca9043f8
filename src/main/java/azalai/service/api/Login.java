package azalai.service.api;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;

/** HTTP Basic as user azalai, or the password as a Bearer token. */
final class Login {
    /**
     * Why a request is not let in.
     *
     * @param status 401, or 429 for one who guessed too often
     * @param sentence for a person
     * @param pause how long to wait before asking again; zero = no pause
     */
    record Refused(int status, String sentence, Duration pause) {}

    private static final String WHERE =
            "log in as user azalai with the password that the first start printed; ./azalai password reset, with the --sample and --data of that start, makes a new one.";

    private final Passwords passwords;
    private final LoginThrottle guesses;

    Login(Passwords passwords, LoginThrottle guesses) {
        this.passwords = passwords;
        this.guesses = guesses;
    }

    /**
     * Looks at header {@code Authorization}; null = it is missing.
     *
     * @param address whose guesses are counted together
     */
    Optional<Refused> refused(String authorization, String address) {
        if (authorization == null) {
            return Optional.of(new Refused(401, "Who is asking? " + capital(WHERE), Duration.ZERO));
        }
        Optional<String> password = password(authorization);
        if (password.filter(passwords::right).isPresent()) {
            guesses.right(address);
            return Optional.empty();
        }
        Duration pause = guesses.wrong(address);
        if (!pause.isZero()) {
            return Optional.of(new Refused(
                    429,
                    "Too many wrong passwords: try again in %d s.".formatted(pause.toSeconds() + 1),
                    pause.plusSeconds(1)));
        }
        return Optional.of(new Refused(401, "User or password is wrong: " + WHERE, Duration.ZERO));
    }

    /** The password that is offered; empty for another user or something that cannot be read. */
    private static Optional<String> password(String authorization) {
        String[] parts = authorization.strip().split("\\s+", 2);
        if (parts.length == 2 && parts[0].equalsIgnoreCase("Bearer")) {
            return Optional.of(parts[1]);
        }
        if (parts.length < 2 || !parts[0].equalsIgnoreCase("Basic")) {
            return Optional.empty();
        }
        try {
            String pair = new String(Base64.getDecoder().decode(parts[1]), StandardCharsets.UTF_8);
            return pair.startsWith(Passwords.USER + ":")
                    ? Optional.of(pair.substring(Passwords.USER.length() + 1))
                    : Optional.empty();
        } catch (IllegalArgumentException e) {
            // No base64: as good as a wrong password.
            return Optional.empty();
        }
    }

    private static String capital(String sentence) {
        return Character.toUpperCase(sentence.charAt(0)) + sentence.substring(1);
    }
}
