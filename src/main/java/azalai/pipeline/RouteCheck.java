package azalai.pipeline;

import azalai.config.Distance;
import azalai.error.Reasons;
import azalai.error.Refusal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.ProcessorDefinitionHelper;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.RouteTemplateDefinition;
import org.apache.camel.model.RouteTemplateParameterDefinition;
import org.apache.camel.model.ToDefinition;
import org.apache.camel.support.DefaultExchange;

/** Reads the routes as they are declared, before any is started, and refuses what could only fail in a run. */
public final class RouteCheck {
    private static final String DIRECT = "direct:";

    private final ModelCamelContext context;
    private final Map<String, Optional<KameletFile>> kamelets = new HashMap<>();
    private final Map<String, RouteDefinition> beginnings = new TreeMap<>();

    private RouteCheck(ModelCamelContext context) {
        this.context = context;
    }

    /** @throws Refusal naming the route's file, the step and what is wrong with it */
    public static void check(ModelCamelContext context) {
        new RouteCheck(context).check();
    }

    private void check() {
        List<RouteDefinition> routes = context.getRouteDefinitions().stream()
                .filter(route -> !route.isCreatedFromTemplate() && route.getInput() != null && isWanted(route))
                .toList();
        routes.forEach(this::checkBeginning);
        for (RouteDefinition route : routes) {
            for (ToDefinition step : calls(route.getOutputs())) {
                checkCall(step);
            }
        }
        routes.stream().filter(Pipelines::isPipeline).forEach(this::checkTasks);
    }

    /** Whether its precondition, if it has one, holds: Camel leaves it out otherwise. */
    private boolean isWanted(RouteDefinition route) {
        return route.getPrecondition() == null
                || context.resolveLanguage("simple")
                        .createPredicate(context.resolvePropertyPlaceholders(route.getPrecondition()))
                        .matches(new DefaultExchange(context));
    }

    private void checkBeginning(RouteDefinition route) {
        Call call = call(Place.of(route), route.getInput().getEndpointUri());
        call.kamelet().ifPresent(name -> checkKamelet(Place.of(route), name, call));
        String begins =
                call.kamelet().flatMap(this::file).map(KameletFile::begins).orElse(call.address());
        for (Map.Entry<String, String> option : call.options().entrySet()) {
            begins = begins.replace("{{" + option.getKey() + "}}", option.getValue());
        }
        String address = Call.address(begins);
        if (address.startsWith(DIRECT)) {
            RouteDefinition other = beginnings.putIfAbsent(address, route);
            if (other != null) {
                throw new Refusal("The %s and the %s begin at the same place, %s: give one of them another."
                        .formatted(Place.of(other), Place.of(route), shown(address)));
            }
        }
    }

    /** A pipeline is known by its name. */
    private static String shown(String address) {
        return address.replaceFirst("^direct:pipeline-", "pipeline ");
    }

    private void checkCall(ToDefinition step) {
        if (step.getEndpointUri() == null) {
            return;
        }
        Call call = call(Place.of(step), step.getEndpointUri());
        call.kamelet().ifPresent(name -> checkKamelet(Place.of(step), name, call));
        if (call.address().startsWith(DIRECT)
                && !beginnings.containsKey(call.address())
                && !"false".equals(call.options().get("failIfNoConsumers"))
                && !"false".equals(call.options().get("block"))
                && !isMade(call.address())) {
            throw new Refusal("The %s calls %s, but no route begins there%s"
                    .formatted(Place.of(step), call.address(), meant(call.address(), beginnings.keySet())));
        }
    }

    /** Whether a route made from a template of the user's may begin there. */
    private boolean isMade(String address) {
        return context.getRouteTemplateDefinitions().stream()
                .filter(template ->
                        template.getRoute() != null && template.getRoute().getInput() != null)
                .map(template -> Call.address(
                        String.valueOf(template.getRoute().getInput().getEndpointUri())))
                .filter(begins -> begins.startsWith(DIRECT))
                .map(begins -> Pattern.compile("\\Q" + begins.replaceAll("[{][{].*?[}][}]", "\\\\E.+\\\\Q") + "\\E"))
                .anyMatch(begins -> begins.matcher(address).matches());
    }

    /** {@code camel.kamelet.<name>.<parameter>}, as Camel reads it. */
    private boolean isSet(String kamelet, String parameter) {
        String beginning = "camel.kamelet." + kamelet + ".";
        return !context.getPropertiesComponent()
                .loadProperties(name -> name.startsWith(beginning) && name.endsWith("." + parameter))
                .isEmpty();
    }

    private void checkKamelet(String place, String name, Call call) {
        RouteTemplateDefinition template = context.getRouteTemplateDefinition(name);
        if (template != null) {
            checkUnknown(place, name, call, declared(template));
            return;
        }
        if (name.equals("sink") || name.equals("source") || call.options().containsKey("location")) {
            return;
        }
        KameletFile file = file(name)
                .orElseThrow(() -> new Refusal("The %s calls the kamelet %s, which is not there%s"
                        .formatted(place, name, meant(name, KameletFile.names(context)))));
        checkUnknown(place, name, call, file.types().keySet());
        for (String required : file.required()) {
            if (!call.options().containsKey(required) && !isSet(name, required)) {
                throw new Refusal(
                        "The %s lacks the parameter '%s', which kamelet %s requires.".formatted(place, required, name));
            }
        }
        call.options()
                .forEach((option, value) ->
                        checkType(place, option, value, file.types().get(option)));
    }

    private static void checkUnknown(String place, String kamelet, Call call, Set<String> declared) {
        for (String option : call.options().keySet()) {
            if (!declared.contains(option) && !KameletParameters.CAMELS_OWN.contains(option)) {
                throw new Refusal("The parameter '%s' of kamelet %s in the %s is unknown%s"
                        .formatted(option, kamelet, place, meant(option, declared)));
            }
        }
    }

    private static void checkType(String place, String option, String value, String type) {
        if (value.isBlank() || value.contains("${") || value.startsWith("#")) {
            return;
        }
        if ("integer".equals(type) && !value.strip().matches("[-+]?\\d+")) {
            throw new Refusal("The value '%s' of parameter '%s' in the %s is not a whole number."
                    .formatted(value, option, place));
        }
        if ("boolean".equals(type) && !value.strip().matches("(?i)true|false")) {
            throw new Refusal("The value '%s' of parameter '%s' in the %s is neither true nor false."
                    .formatted(value, option, place));
        }
    }

    /** What works for a task, must be behind a step that is one: else it would work first and fail then. */
    private void checkTasks(RouteDefinition pipeline) {
        Collection<ToDefinition> tasks = Pipelines.tasks(pipeline);
        for (ToDefinition step : calls(pipeline.getOutputs())) {
            if (!tasks.contains(step)) {
                worker(step, new HashSet<>()).ifPresent(kamelet -> {
                    throw new Refusal(noTask(step, kamelet));
                });
            }
        }
    }

    private static String noTask(ToDefinition step, String kamelet) {
        String load = kamelet.contains("load") ? "load" : "publish";
        return step.hasCustomIdAssigned()
                ? "The %s is no task, though %s works for one: a task stands directly in the pipeline's route, or in a multicast there."
                        .formatted(Place.of(step), kamelet)
                : "The %s is no task, though %s works for one: give the step an id, as in id: %s."
                        .formatted(Place.of(step), kamelet, load);
    }

    /** The kamelet that works for a task, called by this step or behind it. */
    private Optional<String> worker(ToDefinition step, Set<RouteDefinition> seen) {
        if (step.getEndpointUri() == null) {
            return Optional.empty();
        }
        Call call = call(Place.of(step), step.getEndpointUri());
        Optional<String> kamelet = call.kamelet();
        if (kamelet.isPresent()) {
            return kamelet.filter(
                    name -> file(name).filter(KameletFile::needsTask).isPresent());
        }
        RouteDefinition called = beginnings.get(call.address());
        if (called == null || !seen.add(called)) {
            return Optional.empty();
        }
        return calls(called.getOutputs()).stream()
                .flatMap(inside -> worker(inside, seen).stream())
                .findFirst();
    }

    private Optional<KameletFile> file(String name) {
        return kamelets.computeIfAbsent(name, one -> KameletFile.find(context, one));
    }

    private static Collection<ToDefinition> calls(List<ProcessorDefinition<?>> steps) {
        return new ArrayList<>(ProcessorDefinitionHelper.filterTypeInOutputs(steps, ToDefinition.class));
    }

    private static Set<String> declared(RouteTemplateDefinition template) {
        return template.getTemplateParameters() == null
                ? Set.of()
                : template.getTemplateParameters().stream()
                        .map(RouteTemplateParameterDefinition::getName)
                        .collect(Collectors.toSet());
    }

    private Call call(String place, String uri) {
        try {
            return Call.of(context, uri);
        } catch (RuntimeException e) {
            throw new Refusal(
                    "The %s cannot be started: %s."
                            .formatted(place, Reasons.of(e).replaceFirst("\\.$", "")),
                    e);
        }
    }

    private static String meant(String name, Collection<String> known) {
        return known.stream()
                .min(Comparator.comparingInt(one -> Distance.between(name, one)))
                .filter(one -> Distance.between(name, one) <= Math.max(3, name.length() / 2))
                .map("; did you mean %s?"::formatted)
                .orElse(".");
    }
}
