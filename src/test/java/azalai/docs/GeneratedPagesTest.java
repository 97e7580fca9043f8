package azalai.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What the pages say of settings and kamelets is what the files declare. With {@code -Dazalai.docs=write} they are made again. */
class GeneratedPagesTest {
    private static final Path PROJECT = Path.of("..").toAbsolutePath().normalize();
    private static final String AGAIN =
            "./mvnw -q -pl src -am test -Dtest=GeneratedPagesTest -Dsurefire.failIfNoSpecifiedTests=false -Dazalai.docs=write";

    private static void assertCurrent(String name, String wanted) throws IOException {
        Path page = PROJECT.resolve("docs").resolve(name);
        if ("write".equals(System.getProperty("azalai.docs"))) {
            Files.writeString(page, wanted);
        }
        assertThat(Files.exists(page) ? Files.readString(page) : "")
                .as("docs/%s is not what the files declare. To make it again: %s", name, AGAIN)
                .isEqualTo(wanted);
    }

    /** The page with what stands between {@code <!-- made: name -->} and {@code <!-- end -->} replaced. */
    private static String replaced(String page, String name, String made) {
        Matcher part = Pattern.compile("(<!-- made: %s -->\n).*?(<!-- end -->\n)".formatted(name), Pattern.DOTALL)
                .matcher(page);
        assertThat(part.find()).as("the page has a part '%s'", name).isTrue();
        return page.substring(0, part.end(1)) + "\n" + made + "\n" + page.substring(part.start(2));
    }

    @Test
    void the_page_of_the_settings_is_current() throws IOException {
        String page = Files.readString(PROJECT.resolve("docs/configuration.md"));
        page = replaced(page, "application", SettingsTables.application());
        page = replaced(page, "pipelines", SettingsTables.pipelines(PROJECT.resolve("routes")));
        page = replaced(page, "types", SettingsTables.types());
        assertCurrent("configuration.md", page);
    }

    @Test
    void the_page_of_the_kamelets_is_current() throws IOException {
        assertCurrent("kamelets.md", KameletsPage.of(PROJECT.resolve("routes/kamelets")));
    }

    @Test
    void every_kamelet_belongs_to_a_group() throws IOException {
        assertThat(KameletsPage.kamelets(PROJECT.resolve("routes/kamelets")))
                .allSatisfy((name, kamelet) ->
                        assertThat(KameletsPage.group(kamelet)).as(name).isIn(KameletsPage.GROUPS.keySet()));
    }
}
