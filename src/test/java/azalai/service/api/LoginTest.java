package azalai.service.api;

import static org.assertj.core.api.Assertions.assertThat;

import azalai.config.Configuration;
import azalai.config.DataFolder;
import azalai.config.Home;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoginTest {
    private static final String PASSWORD = "l'été: 7 fois";

    @TempDir
    Path project;

    private Login login;

    @BeforeEach
    void openLogin() throws IOException {
        Files.writeString(project.resolve("application.properties"), "azalai.routes=routes\n");
        Files.createDirectories(project.resolve("routes"));
        Configuration configuration =
                Configuration.load(new Home(project), Map.of(), Map.of("AZALAI_PASSWORD", PASSWORD));
        Passwords passwords = Passwords.open(configuration, DataFolder.open(project.resolve("var")));
        login = new Login(passwords, new LoginThrottle(() -> 0));
    }

    private static String basic(String user, String password) {
        return "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void basic_and_bearer_let_in() {
        assertThat(login.refused(basic("azalai", PASSWORD), "a")).isEmpty();
        assertThat(login.refused("Bearer " + PASSWORD, "a")).isEmpty();
        assertThat(login.refused("bearer " + PASSWORD, "a")).isEmpty();
    }

    @Test
    void nothing_another_user_and_nonsense_do_not() {
        assertThat(login.refused(null, "a").orElseThrow().status()).isEqualTo(401);
        for (String wrong :
                new String[] {basic("root", PASSWORD), basic("azalai", "x"), "Basic %%%", "Basic", "", "Digest x"}) {
            assertThat(login.refused(wrong, wrong)).as(wrong).isPresent();
        }
    }

    @Test
    void who_guesses_is_told_to_wait_and_who_knows_the_password_is_not_locked_out() {
        for (int i = 0; i < 5; i++) {
            assertThat(login.refused("Digest x", "a").orElseThrow().status()).isEqualTo(401);
        }

        assertThat(login.refused("Digest x", "a").orElseThrow().status()).isEqualTo(429);
        assertThat(login.refused(basic("azalai", PASSWORD), "a")).isEmpty();
    }
}
