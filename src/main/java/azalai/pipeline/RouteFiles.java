package azalai.pipeline;

import azalai.config.Configuration;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.main.Main;

/** Where a Camel of the product finds its routes, kamelets and settings. */
public final class RouteFiles {
    private RouteFiles() {}

    /** The routes, kamelets and settings that this configuration names; the product's kamelets come after them. */
    public static void configure(Main camel, Configuration configuration) {
        camel.configure()
                .setRoutesIncludePattern(Stream.concat(
                                Stream.of("classpath:camel/*.camel.yaml"),
                                configuration.folders("azalai.routes").stream()
                                        .map(folder -> "file:" + folder + "/**/*.camel.yaml"))
                        .collect(Collectors.joining(",")));
        String kamelets = Stream.concat(
                        Stream.concat(
                                        configuration.folders("azalai.routes").stream()
                                                .map(folder -> folder.resolve("kamelets")),
                                        Stream.of(configuration.kamelets()))
                                .distinct()
                                .map(folder -> "file:" + folder),
                        Stream.of("classpath:kamelets"))
                .collect(Collectors.joining(","));
        Properties properties = new Properties();
        properties.putAll(configuration.all());
        properties.put("camel.component.kamelet.location", kamelets);
        camel.setPropertyPlaceholderLocations("classpath:camel.properties");
        camel.setOverrideProperties(properties);
        camel.addMainListener(new PipelineRoutes());
    }
}
