package azalai.pipeline;

import azalai.config.Distance;
import azalai.error.Refusal;
import java.util.Comparator;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.camel.component.kamelet.Kamelet;
import org.apache.camel.component.kamelet.KameletEndpoint;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.RouteTemplateDefinition;
import org.apache.camel.model.RouteTemplateParameterDefinition;

/** Camel takes any parameter of a kamelet and ignores those it does not declare: a typo would pass unseen. */
public final class KameletParameters {
    static final Set<String> CAMELS_OWN = Set.of(
            Kamelet.PARAM_TEMPLATE_ID,
            Kamelet.PARAM_ROUTE_ID,
            Kamelet.PARAM_UUID,
            Kamelet.PARENT_ROUTE_ID,
            Kamelet.PARENT_PROCESSOR_ID,
            Kamelet.NO_ERROR_HANDLER,
            Kamelet.BRIDGE_ERROR_HANDLER,
            "location");

    private KameletParameters() {}

    /** @throws Refusal naming the kamelet, the parameter and the one that was perhaps meant */
    public static void check(ModelCamelContext context) {
        context.getEndpoints().stream()
                .filter(KameletEndpoint.class::isInstance)
                .map(KameletEndpoint.class::cast)
                .forEach(endpoint -> check(context, endpoint));
    }

    private static void check(ModelCamelContext context, KameletEndpoint endpoint) {
        RouteTemplateDefinition template = context.getRouteTemplateDefinition(endpoint.getTemplateId());
        if (template == null || template.getTemplateParameters() == null) {
            return;
        }
        Set<String> declared = template.getTemplateParameters().stream()
                .map(RouteTemplateParameterDefinition::getName)
                .collect(Collectors.toCollection(TreeSet::new));
        for (String name : endpoint.getKameletProperties().keySet()) {
            if (!declared.contains(name) && !CAMELS_OWN.contains(name)) {
                throw new Refusal("The parameter '%s' of kamelet %s is unknown%s"
                        .formatted(name, endpoint.getTemplateId(), nearest(name, declared)));
            }
        }
    }

    private static String nearest(String name, Set<String> declared) {
        return declared.stream()
                .min(Comparator.comparingInt(known -> Distance.between(name, known)))
                .map("; did you mean %s?"::formatted)
                .orElse(".");
    }
}
