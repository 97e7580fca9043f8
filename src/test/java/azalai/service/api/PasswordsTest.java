package azalai.service.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import azalai.config.Configuration;
import azalai.config.DataFolder;
import azalai.config.Home;
import azalai.error.Failure;
import azalai.error.Refusal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PasswordsTest {
    @TempDir
    Path project;

    private DataFolder data;

    @BeforeEach
    void writeProject() throws IOException {
        Files.writeString(project.resolve("application.properties"), "azalai.routes=routes\n");
        Files.createDirectories(project.resolve("routes"));
        data = DataFolder.open(project.resolve("var"));
    }

    private Configuration configuration(Map<String, String> environment) {
        return Configuration.load(new Home(project), Map.of(), environment);
    }

    private Passwords open() {
        return Passwords.open(configuration(Map.of()), data);
    }

    @Test
    void the_first_start_makes_a_password_and_later_ones_keep_it() {
        String made = open().makeIfMissing().orElseThrow();

        assertThat(open().makeIfMissing()).isEmpty();
        assertThat(open().right(made)).isTrue();
        assertThat(open().right(made + "x")).isFalse();
        assertThat(open().right("")).isFalse();
    }

    @Test
    void what_is_stored_is_a_hash_that_only_the_folder_s_user_can_read() throws IOException {
        String made = open().makeIfMissing().orElseThrow();
        Path file = data.resolve(Passwords.FILE);

        assertThat(Files.readString(file)).startsWith("sha256$").doesNotContain(made);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void a_reset_counts_at_once_for_an_application_that_is_up() {
        Passwords up = open();
        String first = up.makeIfMissing().orElseThrow();
        assertThat(up.right(first)).isTrue();

        String second = Passwords.reset(configuration(Map.of()), data);

        assertThat(up.right(first)).isFalse();
        assertThat(up.right(second)).isTrue();
    }

    @Test
    void a_configured_password_is_not_stored_and_not_reset() {
        Configuration configuration = configuration(Map.of("AZALAI_PASSWORD", "open sesame, please"));
        Passwords passwords = Passwords.open(configuration, data);

        assertThat(passwords.makeIfMissing()).isEmpty();
        assertThat(passwords.right("open sesame, please")).isTrue();
        assertThat(passwords.right("open")).isFalse();
        assertThat(data.resolve(Passwords.FILE)).doesNotExist();
        assertThatThrownBy(() -> Passwords.reset(configuration, data))
                .isInstanceOf(Refusal.class)
                .hasMessage(
                        "The password is set by AZALAI_PASSWORD, AZALAI_PASSWORD_FILE or azalai.password: change it there.");
    }

    @Test
    void a_short_password_is_refused_without_being_shown() {
        assertThatThrownBy(() -> configuration(Map.of("AZALAI_PASSWORD", "eleven-char")))
                .isInstanceOf(Refusal.class)
                .hasMessageStartingWith("azalai.password has less than 12 characters:")
                .hasMessageNotContaining("eleven-char");
        assertThat(configuration(Map.of("AZALAI_PASSWORD", "twelve-chars")).get(Passwords.SETTING))
                .isEqualTo("twelve-chars");
    }

    @Test
    void a_file_that_holds_something_else_lets_nobody_in_and_says_what_to_do() throws IOException {
        Files.writeString(data.resolve(Passwords.FILE), "secret\n");

        assertThatThrownBy(() -> open().right("secret"))
                .isInstanceOf(Failure.class)
                .hasMessageEndingWith("make a new one by ./azalai password reset.");
        assertThatThrownBy(() -> open().makeIfMissing())
                .as("told at the start, not at the first request")
                .isInstanceOf(Failure.class);
    }

    @Test
    void without_a_file_nobody_is_let_in() {
        assertThat(open().right("")).isFalse();
    }
}
