package azalai.pipeline;

import org.apache.camel.LineNumberAware;
import org.apache.camel.model.EndpointRequiredDefinition;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.ProcessorDefinitionHelper;
import org.apache.camel.model.RouteDefinition;

/** Where something stands in the routes, as people look it up. */
public final class Place {
    private static final String KAMELET = "kamelet:";

    private Place() {}

    /** {@code route recalls (…/recalls.camel.yaml:1)}. */
    public static String of(RouteDefinition route) {
        return (route.getRouteId() == null ? "route without an id" : "route " + route.getRouteId())
                + inFile(route, route);
    }

    /** {@code step keep-fields-action of route recalls-clean-v2 (…/clean-v2.camel.yaml:9)}. */
    public static String of(ProcessorDefinition<?> step) {
        RouteDefinition route = ProcessorDefinitionHelper.getRoute(step);
        return route == null
                ? "step " + name(step)
                : "step %s of route %s%s".formatted(name(step), route.getRouteId(), inFile(step, route));
    }

    /** What a person calls the step: its kamelet, what it sends to, or its kind. */
    static String name(ProcessorDefinition<?> step) {
        if (step instanceof EndpointRequiredDefinition to && to.getEndpointUri() != null) {
            String uri = to.getEndpointUri().replaceFirst("[?].*", "").replace("://", ":");
            return uri.startsWith(KAMELET) ? uri.substring(KAMELET.length()) : uri;
        }
        return step.getShortName();
    }

    /** Whether it stands in a file of the user's, not inside a kamelet or the product. */
    public static boolean isOfAPerson(ProcessorDefinition<?> step) {
        RouteDefinition route = ProcessorDefinitionHelper.getRoute(step);
        return route != null
                && !route.isCreatedFromTemplate()
                && !String.valueOf(route.getLocation()).startsWith("classpath:");
    }

    private static String inFile(LineNumberAware part, RouteDefinition route) {
        String location = part.getLocation() == null ? route.getLocation() : part.getLocation();
        int line = part.getLineNumber() > 0 ? part.getLineNumber() : route.getLineNumber();
        return location == null ? "" : " (%s:%d)".formatted(location.replaceFirst("^file:", ""), line);
    }
}
