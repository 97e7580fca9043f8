package azalai.pipeline;

import azalai.config.Configuration;
import azalai.error.Reasons;
import azalai.error.Refusal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.FailedToCreateRouteException;
import org.apache.camel.FailedToStartRouteException;
import org.apache.camel.model.EndpointRequiredDefinition;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.ProcessorDefinitionHelper;
import org.apache.camel.model.RouteDefinition;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;

/** What Camel says of routes that it cannot read or start, as one sentence that names the file. */
public final class RouteFailures {
    private static final Pattern SAME_ID = Pattern.compile("Duplicate route ids detected: ([^,. ]+)");
    private static final Pattern TEMPLATE = Pattern.compile("creating route from template: ([^ ,]+)");
    private static final Pattern FILE = Pattern.compile("(?:resource|empty): (?:file:)?(/\\S+\\.yaml)");
    private static final Pattern UNREADABLE =
            Pattern.compile("(?s)(.+?)\\s+in (?:file:)?(\\S+), line (\\d+), column (\\d+):.*");

    private final Configuration configuration;
    private final ModelCamelContext context;

    private RouteFailures(Configuration configuration, CamelContext context) {
        this.configuration = configuration;
        this.context = (ModelCamelContext) context;
    }

    /** The refusal of the routes. */
    public static Refusal of(Exception failure, Configuration configuration, CamelContext context) {
        for (Throwable e = failure; e != null; e = e.getCause()) {
            if (e instanceof Refusal refusal) {
                return refusal;
            }
        }
        return new Refusal(new RouteFailures(configuration, context).sentence(failure), failure);
    }

    private String sentence(Exception failure) {
        for (Throwable e = failure; e != null; e = e.getCause()) {
            String message = String.valueOf(e.getMessage());
            Matcher empty = FILE.matcher(message);
            if (e.getCause() == null && empty.find()) {
                return "The file %s has no routes: write one, or delete the file.".formatted(empty.group(1));
            }
            if (e instanceof MarkedYamlEngineException) {
                return "The routes cannot be read: %s.".formatted(words(e));
            }
            Matcher same = SAME_ID.matcher(message);
            if (same.find()) {
                return sameId(same.group(1));
            }
        }
        String reason = ended(Reasons.of(failure));
        return place(failure)
                .map(place -> "The %s cannot be started: %s".formatted(place, reason))
                .orElse("The routes cannot be started: " + reason);
    }

    /** What a reader of YAML says, with the file and the line. */
    static String words(Throwable failure) {
        if (failure instanceof MarkedYamlEngineException wrong
                && wrong.getProblemMark().isPresent()) {
            Mark mark = wrong.getProblemMark().get();
            String problem = wrong.getProblem() == null ? "it is no YAML" : wrong.getProblem();
            return "%s:%d: %s".formatted(mark.getName().replaceFirst("^file:", ""), mark.getLine() + 1, words(problem));
        }
        Matcher matcher = UNREADABLE.matcher(String.valueOf(failure.getMessage()));
        return matcher.matches()
                ? "%s:%s: %s".formatted(matcher.group(2), matcher.group(3), words(matcher.group(1)))
                : Reasons.of(failure);
    }

    private static String words(String problem) {
        return problem.strip()
                .replaceAll("\\s*\\R\\s*", " ")
                .replaceFirst("^Unknown node id: (\\S+)$", "'$1' is unknown here")
                .replaceFirst("^Unsupported field: (\\S+)$", "'$1' is unknown here")
                .replaceFirst("^Field: (\\S+) has already been configured as an expression$", "'$1' is unknown here");
    }

    private String sameId(String id) {
        return "The route id %s is given twice%s: ids are unique among all routes.".formatted(id, files(id));
    }

    private String files(String id) {
        Pattern line = Pattern.compile("\\s*(?:- )?id:\\s*[\"']?" + Pattern.quote(id) + "[\"']?\\s*");
        List<String> found = configuration.folders("azalai.routes").stream()
                .flatMap(folder -> lines(folder, line))
                .distinct()
                .toList();
        return found.isEmpty() ? "" : " (%s)".formatted(String.join(", ", found));
    }

    private static Stream<String> lines(Path folder, Pattern wanted) {
        Stream.Builder<String> found = Stream.builder();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : (Iterable<Path>) files.filter(f -> f.toString().endsWith(".camel.yaml"))::iterator) {
                List<String> lines = Files.readAllLines(file);
                for (int i = 0; i < lines.size(); i++) {
                    if (wanted.matcher(lines.get(i)).matches()) {
                        found.add("%s:%d".formatted(file, i + 1));
                    }
                }
            }
        } catch (IOException | UncheckedIOException e) {
            return Stream.empty();
        }
        return found.build();
    }

    private Optional<String> place(Throwable failure) {
        for (Throwable e = failure; e != null; e = e.getCause()) {
            Optional<String> place = Optional.empty();
            Matcher template = TEMPLATE.matcher(String.valueOf(e.getMessage()));
            if (template.find()) {
                place = user(template.group(1));
            } else if (e instanceof FailedToCreateRouteException wrong) {
                place = route(wrong.getRouteId(), wrong.getMessage());
            } else if (e instanceof FailedToStartRouteException wrong) {
                place = route(wrong.getRouteId(), wrong.getMessage());
            }
            if (place.isPresent()) {
                return place;
            }
        }
        return Optional.empty();
    }

    private Optional<String> route(String id, String message) {
        RouteDefinition route = id == null || context == null ? null : context.getRouteDefinition(id);
        if (route == null) {
            return Optional.empty();
        }
        return route.getOutputs().stream()
                .filter(step -> message.contains(">>> " + step + " <<<"))
                .findFirst()
                .map(Place::of)
                .or(() -> Optional.of(Place.of(route)));
    }

    /** The step that calls a kamelet, if only one does; else the kamelet. */
    private Optional<String> user(String kamelet) {
        List<String> users = context == null
                ? List.of()
                : context.getRouteDefinitions().stream()
                        .filter(route -> !route.isCreatedFromTemplate())
                        .flatMap(route -> calls(route).stream())
                        .filter(step -> ((EndpointRequiredDefinition) step).getEndpointUri() != null
                                && ((EndpointRequiredDefinition) step)
                                        .getEndpointUri()
                                        .matches("kamelet:" + Pattern.quote(kamelet) + "(?s:[?/].*)?"))
                        .map(Place::of)
                        .toList();
        return Optional.of(users.size() == 1 ? users.get(0) : "kamelet " + kamelet);
    }

    private static List<ProcessorDefinition<?>> calls(RouteDefinition route) {
        List<ProcessorDefinition<?>> calls = new java.util.ArrayList<>();
        ProcessorDefinitionHelper.filterTypeInOutputs(route.getOutputs(), org.apache.camel.model.ToDefinition.class)
                .forEach(calls::add);
        return calls;
    }

    private static String ended(String reason) {
        return reason.endsWith(".") ? reason : reason + ".";
    }
}
