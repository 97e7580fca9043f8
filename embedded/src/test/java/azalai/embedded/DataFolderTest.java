package azalai.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DataFolderTest {
    @TempDir
    private Path folder;

    @Test
    void it_is_made_with_its_parents() {
        Path wanted = folder.resolve("a/b c/d");

        assertThat(DataFolder.open(wanted).root()).isEqualTo(wanted).isDirectory();
    }

    @Test
    void a_link_is_followed_once_and_for_all() throws Exception {
        Path real = Files.createDirectory(folder.resolve("real"));
        Path link = Files.createSymbolicLink(folder.resolve("link"), real);

        assertThat(DataFolder.open(link).root()).isEqualTo(real.toRealPath());
    }

    @Test
    void a_file_in_its_place_is_refused() throws Exception {
        Path file = Files.createFile(folder.resolve("file"));

        assertThatThrownBy(() -> DataFolder.open(file))
                .isInstanceOf(ServiceFailure.class)
                .hasMessageContaining("is not a folder")
                .hasMessageContaining("--data");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a,b", "a\"b", "a$b", "a`b"})
    void letters_that_kafka_or_postgresql_misread_are_refused(String name) {
        assertThatThrownBy(() -> DataFolder.open(folder.resolve(name)))
                .isInstanceOf(ServiceFailure.class)
                .hasMessageContaining(name);
    }

    @Test
    void a_path_too_long_for_postgresql_is_refused() {
        Path deep = folder;
        for (int level = 0; level < 5; level++) {
            deep = deep.resolve("x".repeat(200));
        }
        Path wanted = deep;

        assertThatThrownBy(() -> DataFolder.open(wanted))
                .isInstanceOf(ServiceFailure.class)
                .hasMessageContaining("900 bytes");
    }
}
