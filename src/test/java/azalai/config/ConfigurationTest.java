package azalai.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import azalai.error.Refusal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigurationTest {
    @TempDir
    Path project;

    @BeforeEach
    void writeProject() throws IOException {
        Files.writeString(project.resolve("application.properties"), """
                kafka.brokers=embedded
                azalai.data=var
                azalai.routes=routes
                azalai.sql=sql,more/sql
                weather.api.url=https://example.org
                """);
        route("routes/weather", "uri: \"{{weather.api.url}}/{{?weather.optional}}\"");
    }

    private void route(String folder, String text) throws IOException {
        Files.createDirectories(project.resolve(folder));
        Files.writeString(project.resolve(folder).resolve("x.camel.yaml"), text);
    }

    private Path declare(String folder, String name, String text) throws IOException {
        Files.createDirectories(project.resolve(folder));
        return Files.writeString(project.resolve(folder).resolve(name + ".properties"), text);
    }

    private Configuration load(Map<String, String> defined, Map<String, String> environment) {
        return Configuration.load(new Home(project), defined, environment);
    }

    @Test
    void the_command_line_wins_over_the_environment_and_that_over_the_file() {
        assertThat(load(Map.of(), Map.of()).get("weather.api.url")).isEqualTo("https://example.org");
        Map<String, String> environment = Map.of("WEATHER_API_URL", "https://environment.example");
        assertThat(load(Map.of(), environment).get("weather.api.url")).isEqualTo("https://environment.example");
        assertThat(load(Map.of("weather.api.url", "https://line.example"), environment)
                        .get("weather.api.url"))
                .isEqualTo("https://line.example");
    }

    @Test
    void a_hyphen_in_a_name_is_an_underscore_in_the_variable() {
        assertThat(load(Map.of(), Map.of("LOAD_LOCK_TIMEOUT", "5s")).duration("load.lock-timeout"))
                .isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void a_secret_may_stand_in_a_file() throws IOException {
        Path secret = Files.writeString(project.resolve("secret"), "hush\n");
        Map<String, String> environment = Map.of("POSTGRES_PASSWORD_FILE", secret.toString());
        assertThat(load(Map.of(), environment).get("postgres.password")).isEqualTo("hush");
    }

    @Test
    void a_setting_of_kafka_s_clients_may_stand_in_a_variable_or_in_a_file_it_names() throws IOException {
        Path secret = Files.writeString(project.resolve("secret"), "hush\n");
        Configuration configuration = load(
                Map.of(),
                Map.of(
                        "KAFKA_CLIENT_SECURITY_PROTOCOL",
                        "SASL_SSL",
                        "KAFKA_CLIENT_SASL_JAAS_CONFIG_FILE",
                        secret.toString()));
        assertThat(configuration.below("kafka.client."))
                .containsOnly(Map.entry("security.protocol", "SASL_SSL"), Map.entry("sasl.jaas.config", "hush"));
    }

    @Test
    void a_secret_s_file_that_is_not_there_is_refused_by_both_names() {
        assertThatThrownBy(() -> load(Map.of(), Map.of("POSTGRES_PASSWORD_FILE", "/no/such/file")))
                .isInstanceOf(Refusal.class)
                .hasMessage("The file /no/such/file that POSTGRES_PASSWORD_FILE names cannot be read.");
    }

    @Test
    void an_unknown_name_on_the_command_line_is_refused_with_the_nearest() {
        assertThatThrownBy(() -> load(Map.of("weather.api.ulr", "x"), Map.of()))
                .isInstanceOf(Refusal.class)
                .hasMessage("The property 'weather.api.ulr' in -D is unknown; did you mean 'weather.api.url'?");
    }

    @Test
    void an_unknown_name_in_the_file_is_refused_without_a_far_fetched_suggestion() throws IOException {
        Files.writeString(
                project.resolve("application.properties"), "azalai.routes=routes\nsomething.else.entirely=1\n");
        assertThatThrownBy(() -> load(Map.of(), Map.of()))
                .isInstanceOf(Refusal.class)
                .hasMessage("The property 'something.else.entirely' in application.properties is unknown.");
    }

    @Test
    void an_unknown_environment_variable_never_matters() {
        assertThat(load(Map.of(), Map.of("WEATHER_API_ULR", "x", "AZALAI_NONSENSE", "y"))
                        .all())
                .doesNotContainValue("x")
                .doesNotContainValue("y");
    }

    @Test
    void a_placeholder_under_the_routes_makes_its_name_known() {
        assertThat(load(Map.of("weather.optional", "yes"), Map.of()).get("weather.optional"))
                .isEqualTo("yes");
    }

    @Test
    void a_name_in_single_braces_that_a_step_fills_is_known_and_what_simple_says_is_not() throws IOException {
        route("routes/shop", "headers: \"Authorization=Bearer {shop.token}\"\nsimple: ${header.shop}");

        assertThat(load(Map.of(), Map.of("SHOP_TOKEN", "hush")).get("shop.token"))
                .isEqualTo("hush");
        assertThatThrownBy(() -> load(Map.of("header.shop", "x"), Map.of())).isInstanceOf(Refusal.class);
    }

    @Test
    void camel_s_and_the_handed_on_names_are_known() {
        Map<String, String> handedOn = Map.of(
                "camel.main.name", "x", "kafka.client.security.protocol", "SSL", "spark.conf.spark.ui.enabled", "true");
        assertThat(load(handedOn, Map.of()).below("spark.conf.")).containsEntry("spark.ui.enabled", "true");
    }

    @Test
    void routes_in_a_further_folder_make_names_known_however_it_is_named() throws IOException {
        route("mine/news", "uri: \"{{news.api.url}}\"");
        Map<String, String> news = Map.of("news.api.url", "https://news.example");
        assertThatThrownBy(() -> load(news, Map.of())).hasMessageContaining("'news.api.url' in -D is unknown");
        assertThat(load(news, Map.of("AZALAI_ROUTES", "routes,mine")).get("news.api.url"))
                .isEqualTo("https://news.example");
    }

    @Test
    void a_folder_of_routes_that_is_not_there_is_refused() {
        assertThatThrownBy(() -> load(Map.of("azalai.routes", "routes,nowhere"), Map.of()))
                .isInstanceOf(Refusal.class)
                .hasMessage(
                        "The folder %s that azalai.routes names is not there.".formatted(project.resolve("nowhere")));
    }

    @Test
    void folders_are_below_the_project_and_absolute_ones_stay() {
        Configuration configuration = load(Map.of("azalai.data", "/data/azalai"), Map.of());
        assertThat(configuration.folders("azalai.sql"))
                .containsExactly(project.resolve("sql"), project.resolve("more/sql"));
        assertThat(configuration.data()).isEqualTo(Path.of("/data/azalai"));
    }

    @Test
    void empty_unset_and_embedded_servers_are_embedded() {
        assertThat(load(Map.of(), Map.of()).embedded("kafka.brokers")).isTrue();
        assertThat(load(Map.of(), Map.of("KAFKA_BROKERS", "")).embedded("kafka.brokers"))
                .isTrue();
        assertThat(load(Map.of(), Map.of()).embedded("postgres.url")).isTrue();
        assertThat(load(Map.of("kafka.brokers", "host:9092"), Map.of()).embedded("kafka.brokers"))
                .isFalse();
    }

    @Test
    void a_project_without_its_configuration_is_refused_by_its_path() throws IOException {
        Files.delete(project.resolve("application.properties"));
        assertThatThrownBy(() -> load(Map.of(), Map.of()))
                .isInstanceOf(Refusal.class)
                .hasMessageStartingWith("The configuration " + project.resolve("application.properties"));
    }

    @Test
    void a_pipeline_s_settings_are_declared_beside_it_and_overridden_as_all_others() throws IOException {
        declare("routes/posts", "posts", """
                # url: where the posts are
                posts.api.url=https://posts.example

                # optional number 1..9: how many at once
                posts.width=
                """);
        assertThat(load(Map.of(), Map.of()).get("posts.api.url")).isEqualTo("https://posts.example");
        assertThat(load(Map.of(), Map.of()).all()).containsEntry("posts.width", "");
        Files.writeString(project.resolve("application.properties"), "posts.api.url=https://file.example\n");
        assertThat(load(Map.of(), Map.of()).get("posts.api.url")).isEqualTo("https://file.example");
        assertThat(load(Map.of(), Map.of("POSTS_API_URL", "https://environment.example"))
                        .get("posts.api.url"))
                .isEqualTo("https://environment.example");
        assertThatThrownBy(() -> load(Map.of(), Map.of("POSTS_WIDTH", "10")))
                .isInstanceOf(Refusal.class)
                .hasMessage("The value '10' of posts.width is not a whole number from 1 to 9.");
        assertThatThrownBy(() -> load(Map.of("posts.wdith", "3"), Map.of()))
                .hasMessage("The property 'posts.wdith' in -D is unknown; did you mean 'posts.width'?");
    }

    @Test
    void a_name_alone_says_nothing_of_its_values() throws IOException {
        declare("routes/posts", "posts", "# one of stream, page: how they are read\nposts.fetch=stream\n");
        route("routes/posts", "uri: \"{{posts.fetch}}/{{posts.table}}/{{posts.schedule}}\"");
        Map<String, String> any = Map.of("posts.table", "Not A Table", "posts.schedule", "whenever");
        assertThat(load(any, Map.of()).all()).containsAllEntriesOf(any);
        assertThatThrownBy(() -> load(Map.of("posts.fetch", "export"), Map.of()))
                .hasMessage("The value 'export' of posts.fetch is not 'stream' or 'page'.");
    }

    @Test
    void a_setting_without_a_default_must_be_given_unless_it_may_be_empty() throws IOException {
        Path file = declare("routes/posts", "posts", "# secret: the key of the source\nposts.key=\n");
        assertThatThrownBy(() -> load(Map.of(), Map.of()))
                .isInstanceOf(Refusal.class)
                .hasMessage(
                        "posts.key has no value (it is declared in %s:2): set it in application.properties, by POSTS_KEY or by -Dposts.key=…"
                                .formatted(file));
        Path secret = Files.writeString(project.resolve("secret"), "hush\n");
        assertThat(load(Map.of(), Map.of("POSTS_KEY_FILE", secret.toString())).get("posts.key"))
                .isEqualTo("hush");
    }

    @Test
    void a_setting_is_declared_once_however_often_its_folder_is_named() throws IOException {
        String text = "# text: a word\nposts.word=x\n";
        Path first = declare("routes/posts", "posts", text);
        assertThat(load(Map.of("azalai.routes", "routes,routes/posts"), Map.of())
                        .get("posts.word"))
                .isEqualTo("x");
        Path second = declare("mine/posts", "posts", text);
        assertThatThrownBy(() -> load(Map.of("azalai.routes", "routes,mine"), Map.of()))
                .isInstanceOf(Refusal.class)
                .hasMessage("The setting 'posts.word' is declared twice (%s:2, %s:2): leave one of them out."
                        .formatted(first, second));
    }

    @Test
    void other_routes_alone_know_the_application_s_settings_and_their_own() throws IOException {
        declare("routes/posts", "posts", "# text: a word\nposts.word=x\n");
        declare("mine/news", "news", "# schedule: when\nnews.schedule=@daily\n");
        Files.writeString(project.resolve("application.properties"), "azalai.routes=mine\n");
        Configuration mine = load(Map.of(), Map.of());
        assertThat(mine.get("news.schedule")).isEqualTo("@daily");
        assertThat(mine.get("http.port")).isEqualTo("8080");
        assertThat(mine.all()).doesNotContainKey("posts.word");
    }

    @Test
    void a_pipeline_may_have_limits_of_its_own_and_without_them_has_those_of_all() throws IOException {
        declare("routes/posts", "posts", "# text: a word\nposts.word=x\n");
        assertThat(load(Map.of("posts.load.most-misfits", "7"), Map.of()).get("posts.load.most-misfits"))
                .isEqualTo("7");
        assertThat(load(Map.of("posts.load.most-misfits", ""), Map.of()).get("load.most-misfits"))
                .isEqualTo("20");
        assertThatThrownBy(() -> load(Map.of("posts.load.most-misfits", "few"), Map.of()))
                .hasMessageContaining("of posts.load.most-misfits is not a whole number");
        assertThatThrownBy(() -> load(Map.of("posts.load.heap", "1g"), Map.of()))
                .hasMessageStartingWith("The property 'posts.load.heap' in -D is unknown");
    }

    @Test
    void a_list_of_folders_without_a_folder_is_refused() {
        assertThatThrownBy(() -> load(Map.of("azalai.routes", " , "), Map.of()))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("of azalai.routes is not a list of paths");
    }
}
