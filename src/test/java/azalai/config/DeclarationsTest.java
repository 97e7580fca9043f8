package azalai.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import azalai.config.Setting.Role;
import azalai.error.Refusal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an engineer writes beside a pipeline, and what is refused of it, word for word. */
class DeclarationsTest {
    @TempDir
    Path routes;

    private Path file() {
        return routes.resolve("posts/posts.properties");
    }

    private List<Setting> read(String text) throws IOException {
        Files.createDirectories(file().getParent());
        Files.writeString(file(), text);
        return Declarations.below(routes);
    }

    @Test
    void a_comment_says_the_type_and_the_meaning_and_the_value_is_the_default() throws IOException {
        List<Setting> settings = read("""
                # Posts, as they come.

                # url (sample address): where the posts are: an API
                posts.api.url=https://posts.example

                # one of stream, page: as they come,
                #   or page by page
                posts.fetch = stream
                # optional number -1..9 : how many
                posts.width=
                # text: with \\\\ and é
                posts.text=a\\
                  b \\u00e9
                """);

        assertThat(settings)
                .extracting(Setting::name, s -> s.type().toString(), Setting::value, Setting::meaning)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(
                                "posts.api.url", "url", "https://posts.example", "where the posts are: an API"),
                        org.assertj.core.groups.Tuple.tuple(
                                "posts.fetch", "one of stream, page", "stream", "as they come, or page by page"),
                        org.assertj.core.groups.Tuple.tuple("posts.width", "optional number -1..9", "", "how many"),
                        org.assertj.core.groups.Tuple.tuple("posts.text", "text", "ab é", "with \\\\ and é"));
        assertThat(settings).extracting(Setting::role).startsWith(Role.SAMPLE_ADDRESS, Role.NONE);
        assertThat(settings).extracting(Setting::of).containsOnly("posts");
        assertThat(settings.get(3).place()).isEqualTo(file() + ":12");
    }

    @Test
    void an_address_may_be_that_of_another_pipeline_s_sample() throws IOException {
        Setting setting = read("# url (sample address of recalls): the API\nposts.url=https://x.example\n")
                .get(0);
        assertThat(setting.role()).isEqualTo(Role.SAMPLE_ADDRESS);
        assertThat(setting.of()).isEqualTo("recalls");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            ''                          | posts.a=1          | The setting 'posts.a' in FILE:2 is not declared: write a line above it that says its type and its meaning, as in '# url: where the source is'.
            How many                  | posts.a=1          | The setting 'posts.a' in FILE:2 is not declared: write a line above it that says its type and its meaning, as in '# url: where the source is'.
            number 1..9:              | posts.a=1          | The setting 'posts.a' in FILE:2 is not declared: write a line above it that says its type and its meaning, as in '# url: where the source is'.
            text: a                   | posts.a=1\\nposts.b=2 | The setting 'posts.b' in FILE:3 is not declared: write a line above it that says its type and its meaning, as in '# url: where the source is'.
            ulr: a                    | posts.a=1          | The type 'ulr' of setting 'posts.a' in FILE:2 is unknown: did you mean 'url'?
            number 1 to 9: a          | posts.a=1          | The type 'number 1 to 9' of setting 'posts.a' in FILE:2 is unknown: there are text; name; secret; secret 12..; number 0..100; share; one of a, b, c; duration; day; schedule; time zone; url; path; paths; topic; table; brokers; jdbc url; spark master; heap, each with 'optional' before it where empty is allowed.
            text (sampled): a         | posts.a=1          | The role '(sampled)' of setting 'posts.a' in FILE:2 is unknown: there are per pipeline, sample address, sample count, sample date, sample file, sample dataset.
            number 1..9: a            | posts.a=10         | The value '10' of posts.a (FILE:2) is not a whole number from 1 to 9.
            text: a                   | recalls.a=10       | The setting 'recalls.a' in FILE:2 does not begin with 'posts.', as all that this file declares.
            text: a                   | posts.a=1\\n# text: b\\nposts.a=2 | The setting 'posts.a' in FILE:4 is declared twice: leave one of them out.
            """)
    void what_is_declared_wrongly_is_refused_with_its_file_and_line(String comment, String entry, String sentence) {
        assertThatThrownBy(() -> read("# " + comment.replace("''", "") + "\n" + entry.replace("\\n", "\n") + "\n"))
                .isInstanceOf(Refusal.class)
                .hasMessage(sentence.replace("FILE", file().toString()));
    }

    @Test
    void every_kind_of_types_is_read_as_it_is_written() {
        assertThat(SettingType.kinds()).allSatisfy(kind -> {
            assertThat(SettingType.read(kind.form())).isPresent();
            assertThat(SettingType.read("optional " + kind.form())).get().satisfies(type -> assertThat(type.optional())
                    .isTrue());
        });
    }
}
