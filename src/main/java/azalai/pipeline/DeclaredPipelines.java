package azalai.pipeline;

import azalai.config.Configuration;
import java.util.List;
import java.util.function.Function;
import org.apache.camel.CamelContext;
import org.apache.camel.main.Main;
import org.apache.camel.main.SimpleMainShutdownStrategy;
import org.apache.camel.model.ModelCamelContext;

/** The pipelines that the routes declare, read without starting any: for commands that only tell of them. */
public final class DeclaredPipelines {
    private DeclaredPipelines() {}

    /** Every pipeline, by name. @throws Refusal if a route is wrong */
    public static List<Pipeline> read(Configuration configuration) {
        return with(configuration, Pipelines::declared);
    }

    /** What is found among the routes, none of which is started. @throws Refusal if a route is wrong */
    static <T> T with(Configuration configuration, Function<CamelContext, T> find) {
        Main camel = new Main();
        camel.setShutdownStrategy(new SimpleMainShutdownStrategy());
        RouteFiles.configure(camel, configuration);
        try {
            // The routes are read now; only a start would make anything of them.
            camel.init();
            RouteCheck.check((ModelCamelContext) camel.getCamelContext());
            return find.apply(camel.getCamelContext());
        } catch (RuntimeException e) {
            throw RouteFailures.of(e, configuration, camel.getCamelContext());
        } finally {
            camel.stop();
        }
    }

    /** One of them. @throws Refusal saying which exist if there is no such pipeline */
    public static Pipeline read(Configuration configuration, String name) {
        List<Pipeline> all = read(configuration);
        return all.stream()
                .filter(pipeline -> pipeline.name().equals(name))
                .findFirst()
                .orElseThrow(() -> Pipelines.none(name, all));
    }
}
