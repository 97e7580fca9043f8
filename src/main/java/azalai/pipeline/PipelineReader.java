package azalai.pipeline;

import azalai.config.Distance;
import azalai.config.Durations;
import azalai.config.Schedules;
import azalai.error.Refusal;
import azalai.schedule.CatchUp;
import azalai.schedule.Overlap;
import java.net.URISyntaxException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.model.MulticastDefinition;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.ToDefinition;
import org.apache.camel.util.URISupport;

/**
 * Reads a pipeline from its route: the parameters of {@code pipeline-source}, and the {@code to} steps with an id,
 * directly in the route or in its multicast, as its tasks.
 */
final class PipelineReader {
    /** A parameter of a task: {@code load.retries}. */
    private static final List<String> OF_TASK = List.of("retries", "retryDelay", "backOff", "maxRetryDelay", "timeout");

    private final CamelContext context;
    private final RouteDefinition route;
    private final Map<String, String> parameters = new TreeMap<>();

    PipelineReader(CamelContext context, RouteDefinition route) {
        this.context = context;
        this.route = route;
        try {
            String uri = context.resolvePropertyPlaceholders(route.getInput().getEndpointUri());
            int query = uri.indexOf('?');
            if (query >= 0) {
                URISupport.parseQuery(uri.substring(query + 1))
                        .forEach((name, value) -> parameters.put(name, value.toString()));
            }
        } catch (URISyntaxException e) {
            throw new Refusal("The source of %s cannot be read: %s.".formatted(where(), e.getMessage()), e);
        }
    }

    Pipeline read() {
        List<List<String>> stages = stages();
        String schedule = text("schedule", "");
        if (!schedule.isEmpty()) {
            Schedules.check("schedule of " + where(), schedule);
        }
        return new Pipeline(
                text("pipeline", route.getRouteId()),
                stages,
                schedule,
                zone(),
                choice("catchUp", CatchUp.LAST),
                choice("overlap", Overlap.WAIT),
                yes("dependsOnPast"),
                yes("usesInterval"),
                yes("takesDays"),
                text("probe", ""),
                retries(stages.stream().flatMap(List::stream).toList()),
                timeouts(stages.stream().flatMap(List::stream).toList()),
                new Pipeline.About(
                        text("title", ""),
                        route.getDescriptionText() == null ? "" : route.getDescriptionText(),
                        text("owner", ""),
                        text("requestedBy", ""),
                        list("tags"),
                        list("inputs"),
                        list("outputs")));
    }

    private List<List<String>> stages() {
        List<List<String>> stages = new ArrayList<>();
        for (ProcessorDefinition<?> step : route.getOutputs()) {
            if (isTask(step)) {
                stages.add(List.of(step.getId()));
            } else if (step instanceof MulticastDefinition) {
                List<String> beside = step.getOutputs().stream()
                        .filter(PipelineReader::isTask)
                        .map(ProcessorDefinition::getId)
                        .toList();
                if (!beside.isEmpty()) {
                    stages.add(beside);
                }
            }
        }
        return stages;
    }

    static boolean isTask(ProcessorDefinition<?> step) {
        return step instanceof ToDefinition && step.hasCustomIdAssigned();
    }

    private Map<String, Retry> retries(List<String> tasks) {
        checkTaskOptions(tasks);
        Map<String, Retry> retries = new LinkedHashMap<>();
        for (String task : tasks) {
            retries.put(
                    task,
                    new Retry(
                            wholeNumber(task, "retries"),
                            Durations.parse("retryDelay of " + where(), of(task, "retryDelay", "5s")),
                            choice(of(task, "backOff", "constant"), "backOff", Retry.BackOff.class),
                            Durations.parse("maxRetryDelay of " + where(), of(task, "maxRetryDelay", "10m"))));
        }
        return retries;
    }

    private Map<String, Duration> timeouts(List<String> tasks) {
        Map<String, Duration> timeouts = new LinkedHashMap<>();
        for (String task : tasks) {
            Duration timeout = Durations.parse("timeout of " + where(), of(task, "timeout", "0"));
            if (!timeout.isZero()) {
                timeouts.put(task, timeout);
            }
        }
        return timeouts;
    }

    /** The options of single tasks stand in one parameter: {@code tasks: "load.retries=3,load.retryDelay=10s"}. */
    private Map<String, String> taskOptions() {
        Map<String, String> options = new LinkedHashMap<>();
        for (String option : list("tasks")) {
            String[] parts = option.split("=", 2);
            if (parts.length < 2) {
                throw new Refusal("The task option '%s' of %s has no value: write it as in load.retries=3."
                        .formatted(option, where()));
            }
            options.put(parts[0].strip(), parts[1].strip());
        }
        return options;
    }

    private void checkTaskOptions(List<String> tasks) {
        for (String option : taskOptions().keySet()) {
            int dot = option.lastIndexOf('.');
            String task = dot < 0 ? "" : option.substring(0, dot);
            String name = option.substring(dot + 1);
            if (!tasks.contains(task)) {
                throw new Refusal("The task option '%s' of %s names no task; its tasks are: %s."
                        .formatted(option, where(), String.join(", ", tasks)));
            }
            if (!OF_TASK.contains(name)) {
                throw new Refusal("The task option '%s' of %s is unknown; did you mean %s?"
                        .formatted(
                                option,
                                where(),
                                OF_TASK.stream()
                                        .min(Comparator.comparingInt(known -> Distance.between(name, known)))
                                        .orElseThrow()));
            }
        }
    }

    private String of(String task, String name, String otherwise) {
        String own = taskOptions().get(task + "." + name);
        return own == null ? text(name, otherwise) : own;
    }

    private ZoneId zone() {
        String zone = text("timeZone", "UTC");
        try {
            return ZoneId.of(zone);
        } catch (DateTimeException e) {
            throw new Refusal(
                    "The time zone '%s' of %s is unknown: write it as in Europe/Paris.".formatted(zone, where()), e);
        }
    }

    private int wholeNumber(String task, String name) {
        String value = of(task, name, "0");
        if (!value.matches("\\d{1,4}")) {
            throw new Refusal(
                    "The parameter %s of %s is '%s': it must be a whole number.".formatted(name, where(), value));
        }
        return Integer.parseInt(value);
    }

    private boolean yes(String name) {
        String value = text(name, "false");
        if (!value.equals("true") && !value.equals("false")) {
            throw new Refusal(
                    "The parameter %s of %s is '%s': it must be true or false.".formatted(name, where(), value));
        }
        return Boolean.parseBoolean(value);
    }

    @SuppressWarnings("unchecked")
    private <E extends Enum<E>> E choice(String name, E otherwise) {
        return choice(text(name, otherwise.name()), name, (Class<E>) otherwise.getClass());
    }

    private <E extends Enum<E>> E choice(String value, String name, Class<E> type) {
        return Stream.of(type.getEnumConstants())
                .filter(constant -> constant.name().equalsIgnoreCase(value))
                .findFirst()
                .orElseThrow(() -> new Refusal("The parameter %s of %s is '%s': it must be one of %s."
                        .formatted(
                                name,
                                where(),
                                value,
                                String.join(
                                        ", ",
                                        Stream.of(type.getEnumConstants())
                                                .map(c -> c.name().toLowerCase(Locale.ROOT))
                                                .toList()))));
    }

    private List<String> list(String name) {
        return Stream.of(text(name, "").split(","))
                .map(String::strip)
                .filter(s -> !s.isEmpty())
                .toList();
    }

    private String text(String name, String otherwise) {
        String value = parameters.get(name);
        return value == null || value.isBlank() ? otherwise : value.strip();
    }

    /** The file and line, where Camel knows them. */
    private String where() {
        String location = route.getLocation() == null
                ? ""
                : " (%s:%d)".formatted(route.getLocation().replaceFirst("^file:", ""), route.getLineNumber());
        return "route " + route.getRouteId() + location;
    }
}
