package azalai.run;

import azalai.Refusal;
import azalai.config.Durations;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.MulticastDefinition;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.ToDefinition;
import org.apache.camel.util.URISupport;

/**
 * The pipelines among the routes: each begins at {@code kamelet:pipeline-source}. Its tasks are the {@code to} steps
 * with an id, directly in that route or in its multicast.
 */
public final class Pipelines {
    /** What a pipeline's route begins with. */
    static final String SOURCE = "kamelet:pipeline-source";

    private final ModelCamelContext context;

    /** The pipelines of this context. */
    public Pipelines(CamelContext context) {
        this.context = (ModelCamelContext) context;
    }

    /** Every pipeline, by name. */
    public List<Pipeline> all() {
        return context.getRouteDefinitions().stream()
                .filter(Pipelines::isPipeline)
                .map(this::read)
                .sorted(java.util.Comparator.comparing(Pipeline::name))
                .toList();
    }

    /** The pipeline of this name. @throws Refusal saying which exist if there is none */
    public Pipeline get(String name) {
        List<Pipeline> all = all();
        return all.stream()
                .filter(p -> p.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new Refusal("There is no pipeline '%s'. There are: %s."
                        .formatted(
                                name,
                                String.join(
                                        ", ", all.stream().map(Pipeline::name).toList()))));
    }

    /** Whether this route is a pipeline: begins at {@code kamelet:pipeline-source}. */
    public static boolean isPipeline(RouteDefinition route) {
        String uri = route.getInput() == null ? "" : route.getInput().getEndpointUri();
        return uri != null && uri.replace("://", ":").startsWith(SOURCE);
    }

    private Pipeline read(RouteDefinition route) {
        Map<String, Object> parameters = parameters(route);
        return new Pipeline(
                text(parameters, "pipeline", route.getRouteId()),
                route.getRouteId(),
                route.getDescriptionText(),
                tasks(route.getOutputs()),
                text(parameters, "schedule", ""),
                text(parameters, "timeZone", "UTC"),
                new Retry(
                        wholeNumber(route, parameters, "retries"),
                        Durations.parse(
                                "retryDelay of route " + route.getRouteId(), text(parameters, "retryDelay", "5s"))));
    }

    private Map<String, Object> parameters(RouteDefinition route) {
        try {
            String uri = context.resolvePropertyPlaceholders(route.getInput().getEndpointUri());
            int query = uri.indexOf('?');
            return query < 0 ? Map.of() : URISupport.parseQuery(uri.substring(query + 1));
        } catch (URISyntaxException e) {
            throw new Refusal(
                    "The source of route %s cannot be read: %s.".formatted(route.getRouteId(), e.getMessage()), e);
        }
    }

    private static List<String> tasks(List<ProcessorDefinition<?>> steps) {
        List<String> ids = new ArrayList<>();
        for (ProcessorDefinition<?> step : steps) {
            if (step instanceof ToDefinition && step.hasCustomIdAssigned()) {
                ids.add(step.getId());
            } else if (step instanceof MulticastDefinition) {
                ids.addAll(tasks(step.getOutputs()));
            }
        }
        return ids;
    }

    private static String text(Map<String, Object> parameters, String name, String otherwise) {
        Object value = parameters.get(name);
        return value == null ? otherwise : value.toString();
    }

    private static int wholeNumber(RouteDefinition route, Map<String, Object> parameters, String name) {
        String value = text(parameters, name, "0");
        if (!value.matches("\\d{1,4}")) {
            throw new Refusal("The parameter %s of route %s is '%s': it must be a whole number."
                    .formatted(name, route.getRouteId(), value));
        }
        return Integer.parseInt(value);
    }
}
