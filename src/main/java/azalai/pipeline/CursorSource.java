package azalai.pipeline;

import azalai.config.Configuration;
import azalai.error.Refusal;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.ProcessorDefinitionHelper;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.ToDefinition;

/**
 * A source that a pipeline reads with a cursor, as the kamelet of the step that reads it declares by its annotations
 * {@code azalai.kamelet.source} and {@code azalai.kamelet.cursor}.
 *
 * @param address what is read, as the step names it
 * @param kind what its cursor is: day, instant, number or text
 */
public record CursorSource(String address, String kind) {
    /** The one source of a pipeline. @throws Refusal if it has none, or several and {@code wanted} (may be null) is none of them */
    public static CursorSource of(Configuration configuration, String pipeline, String wanted) {
        Set<CursorSource> all = DeclaredPipelines.with(configuration, context -> new Finder(context).of(pipeline));
        if (all.isEmpty()) {
            throw new Refusal("Pipeline %s reads no source with a cursor.".formatted(pipeline));
        }
        List<CursorSource> meant = all.stream()
                .filter(source -> wanted == null || source.address.equals(wanted))
                .toList();
        if (meant.size() != 1) {
            throw new Refusal("Pipeline %s reads %s: name one of them with --source."
                    .formatted(pipeline, all.stream().map(CursorSource::address).collect(Collectors.joining(" and "))));
        }
        return meant.get(0);
    }

    /** Follows a pipeline's steps to those that read. */
    private static final class Finder {
        private final ModelCamelContext context;
        private final Map<String, RouteDefinition> routes = new TreeMap<>();
        private final Set<RouteDefinition> seen = new HashSet<>();
        private final Set<CursorSource> found = new LinkedHashSet<>();

        Finder(CamelContext context) {
            this.context = (ModelCamelContext) context;
        }

        Set<CursorSource> of(String pipeline) {
            for (RouteDefinition route : context.getRouteDefinitions()) {
                Call begin = Call.of(context, route.getInput().getEndpointUri());
                routes.put(
                        Pipelines.isPipeline(route)
                                ? "pipeline " + begin.options().get("pipeline")
                                : begin.address(),
                        route);
            }
            follow(routes.get("pipeline " + pipeline));
            return found;
        }

        private void follow(RouteDefinition route) {
            if (route == null || !seen.add(route)) {
                return;
            }
            for (ToDefinition step :
                    ProcessorDefinitionHelper.filterTypeInOutputs(route.getOutputs(), ToDefinition.class)) {
                if (step.getEndpointUri() != null) {
                    Call call = Call.of(context, step.getEndpointUri());
                    follow(routes.get(call.address()));
                    call.kamelet()
                            .flatMap(name -> KameletFile.find(context, name))
                            .flatMap(kamelet -> source(kamelet, call))
                            .ifPresent(found::add);
                }
            }
        }

        private Optional<CursorSource> source(KameletFile kamelet, Call call) {
            if (kamelet.source().isEmpty()) {
                return Optional.empty();
            }
            String kind = filled(kamelet.cursor(), kamelet, call);
            return kind.isBlank()
                    ? Optional.empty()
                    : Optional.of(new CursorSource(address(filled(kamelet.source(), kamelet, call)), kind));
        }

        private String filled(String text, KameletFile kamelet, Call call) {
            String filled = text;
            for (Map.Entry<String, String> parameter : kamelet.defaults().entrySet()) {
                filled = filled.replace(
                        "{{" + parameter.getKey() + "}}",
                        call.options().getOrDefault(parameter.getKey(), parameter.getValue()));
            }
            return context.resolvePropertyPlaceholders(filled);
        }
    }

    /** A source's address is written one way: without a query or a password, and with one slash where somebody wrote two. */
    public static String address(String url) {
        return url.replaceFirst("(?s)[?#].*", "")
                .replaceFirst("//[^/@]*@", "//")
                .replaceAll("(?<!:)/{2,}", "/")
                .replaceFirst("/+$", "");
    }
}
