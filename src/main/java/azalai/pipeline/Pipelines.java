package azalai.pipeline;

import azalai.error.Refusal;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.MulticastDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.ToDefinition;

/** The pipelines among the routes: each begins at {@code kamelet:pipeline-source}. */
public final class Pipelines {
    private static final String SOURCE = "kamelet:pipeline-source";

    private final ModelCamelContext context;
    private final Map<RouteDefinition, Pipeline> read = new ConcurrentHashMap<>();

    /** The pipelines of this context. */
    public Pipelines(CamelContext context) {
        this.context = (ModelCamelContext) context;
    }

    /** The pipelines of a context that need not be started, by name. @throws Refusal if one is declared wrongly */
    public static List<Pipeline> declared(CamelContext context) {
        return new Pipelines(context).all();
    }

    /** Every pipeline, by name. @throws Refusal if one is declared wrongly */
    public List<Pipeline> all() {
        return context.getRouteDefinitions().stream()
                .filter(Pipelines::isPipeline)
                .map(route -> read.computeIfAbsent(route, r -> new PipelineReader(context, r).read()))
                .sorted(java.util.Comparator.comparing(Pipeline::name))
                .toList();
    }

    /** The pipeline of this name. @throws Refusal saying which exist if there is none */
    public Pipeline get(String name) {
        List<Pipeline> all = all();
        return all.stream().filter(p -> p.name().equals(name)).findFirst().orElseThrow(() -> none(name, all));
    }

    /** The refusal of a name that none of these has. */
    public static Refusal none(String name, List<Pipeline> all) {
        return PipelineNames.none(name, all.stream().map(Pipeline::name).toList());
    }

    /** The steps of a pipeline's route that are its tasks. */
    public static List<ToDefinition> tasks(RouteDefinition pipeline) {
        return pipeline.getOutputs().stream()
                .flatMap(step -> step instanceof MulticastDefinition ? step.getOutputs().stream() : Stream.of(step))
                .filter(PipelineReader::isTask)
                .map(ToDefinition.class::cast)
                .toList();
    }

    /** A task's name: its id as the route's file says it. */
    public static String name(ToDefinition task) {
        String prefix = task.getNodePrefixId();
        String id = task.getId();
        return prefix != null && id.startsWith(prefix) ? id.substring(prefix.length()) : id;
    }

    /** Whether this route is a pipeline: begins at {@code kamelet:pipeline-source}. */
    public static boolean isPipeline(RouteDefinition route) {
        String uri = route.getInput() == null ? "" : route.getInput().getEndpointUri();
        return uri != null && uri.replace("://", ":").startsWith(SOURCE);
    }
}
