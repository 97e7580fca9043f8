package azalai.step.load;

import azalai.database.Database;
import azalai.database.TableName;
import azalai.error.Failure;
import azalai.error.LastingFailure;
import azalai.pipeline.Call;
import azalai.pipeline.Pipelines;
import azalai.run.Run;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.ProcessorDefinitionHelper;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.ToDefinition;

/** The tables that a run is going to load, looked at before it fetches anything. */
public final class LoadTargets {
    private static final String LOAD = "spark-load-action";

    private record Found(boolean table, boolean key) {}

    private final ModelCamelContext context;
    private final Database database;

    /** Those of the routes of this context, in this database. */
    public LoadTargets(CamelContext context, Database database) {
        this.context = (ModelCamelContext) context;
        this.database = database;
    }

    /** @throws LastingFailure naming a table that is missing or cannot be loaded */
    public void check(Run run) {
        context.getRouteDefinitions().stream()
                .filter(route -> Pipelines.isPipeline(route)
                        && run.pipeline()
                                .equals(call(route.getInput().getEndpointUri())
                                        .options()
                                        .get("pipeline")))
                .flatMap(route -> Pipelines.tasks(route).stream())
                .filter(task -> run.wants(Pipelines.name(task)))
                .flatMap(task -> tables(task, new HashSet<>()))
                .distinct()
                .forEach(this::check);
    }

    /** The table as this application sees it. @throws LastingFailure if it is not there */
    static TableName find(Database database, String table) {
        return TableName.find(database, table)
                .orElseThrow(() -> new LastingFailure(
                        "There is no table %s to load into: correct its name, or add a migration that makes it to sql/ (a new one, if it was dropped: a migration that has been applied is not applied again)."
                                .formatted(table),
                        null));
    }

    private void check(String written) {
        TableName table = find(database, written);
        Found found = database.first("""
                        SELECT relkind IN ('r', 'p'), EXISTS (SELECT FROM pg_index WHERE indrelid = c.oid AND indisprimary)
                        FROM pg_class c WHERE oid = to_regclass(?)""", row -> new Found(row.getBoolean(1), row.getBoolean(2)), table.quoted())
                .orElseThrow(() -> new Failure("The table %s has just been dropped.".formatted(table.label())));
        if (!found.table()) {
            throw new LastingFailure(
                    "The name %s is that of a view or the like, not of a table: load the table behind it."
                            .formatted(table.label()),
                    null);
        }
        if (!found.key()) {
            throw new LastingFailure(
                    "The table %s has no primary key, so a message cannot be told from another row: add one by a migration in sql/."
                            .formatted(table.label()),
                    null);
        }
    }

    private Stream<String> tables(ToDefinition step, Set<RouteDefinition> seen) {
        Call call = call(step.getEndpointUri());
        if (call.kamelet().isPresent()) {
            String table = call.kamelet().get().equals(LOAD) ? call.options().get("table") : null;
            return table == null || table.contains("${") ? Stream.empty() : Stream.of(table);
        }
        return context.getRouteDefinitions().stream()
                .filter(route -> !route.isCreatedFromTemplate()
                        && call.address()
                                .equals(call(route.getInput().getEndpointUri()).address())
                        && seen.add(route))
                .flatMap(route -> calls(route.getOutputs()).stream())
                .flatMap(inside -> tables(inside, seen));
    }

    private static Collection<ToDefinition> calls(List<ProcessorDefinition<?>> steps) {
        return ProcessorDefinitionHelper.filterTypeInOutputs(steps, ToDefinition.class);
    }

    private Call call(String uri) {
        return Call.of(context, uri == null ? "" : uri);
    }
}
