package azalai.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import azalai.config.Configuration;
import azalai.config.Home;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RouteFilesTest {
    @TempDir
    Path project;

    private String kamelets(String routes) throws IOException {
        Files.writeString(project.resolve("application.properties"), "azalai.routes=" + routes + "\n");
        Files.createDirectories(project.resolve("routes"));
        Files.createDirectories(project.resolve("mine"));
        Main camel = new Main();
        RouteFiles.configure(camel, Configuration.load(new Home(project), Map.of(), Map.of()));
        return camel.getOverrideProperties().getProperty("camel.component.kamelet.location");
    }

    @Test
    void the_shipped_kamelets_are_found_after_those_of_the_folders_that_are_named() throws IOException {
        String shipped = "file:%s/routes/kamelets".formatted(project);
        String mine = "file:%s/mine/kamelets".formatted(project);

        assertThat(kamelets("mine")).isEqualTo(mine + "," + shipped + ",classpath:kamelets");
        assertThat(kamelets("routes")).isEqualTo(shipped + ",classpath:kamelets");
        assertThat(kamelets("routes,mine")).isEqualTo(shipped + "," + mine + ",classpath:kamelets");
    }
}
