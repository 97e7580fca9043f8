package azalai.cli;

import azalai.config.Configuration;
import azalai.ledger.Pauses;
import azalai.ledger.RunReports;
import azalai.ledger.RunRow;
import azalai.pipeline.DeclaredPipelines;
import azalai.pipeline.Pipeline;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code azalai pipelines}: which there are. */
@Command(name = "pipelines", mixinStandardHelpOptions = true, description = "Lists the pipelines.")
final class PipelinesCommand implements Callable<Integer> {
    @Mixin
    private CommonOptions options;

    @Option(names = "--tag", paramLabel = "T", description = "Only those with this tag.")
    private String tag;

    @Override
    public Integer call() {
        return StoredData.in(options, null, fresh -> print(fresh, Map.of(), pipeline -> Optional.empty()), stored -> {
            RunReports reports = new RunReports(stored.database());
            print(
                    stored.configuration(),
                    new Pauses(stored.database()).all(),
                    pipeline -> reports.list(pipeline, null, 1).stream().findFirst());
        });
    }

    private void print(
            Configuration configuration, Map<String, Instant> paused, Function<String, Optional<RunRow>> last) {
        Listing listing = new Listing().left("NAME", "TITLE", "SCHEDULE", "NEXT FIRING", "LAST RUN", "OWNER", "TAGS");
        for (Pipeline pipeline : DeclaredPipelines.read(configuration)) {
            if (tag == null || pipeline.about().tags().contains(tag)) {
                add(listing, pipeline, last.apply(pipeline.name()).orElse(null), paused.get(pipeline.name()));
            }
        }
        listing.print(options.json());
    }

    static void add(Listing listing, Pipeline pipeline, RunRow last, Instant paused) {
        Instant next =
                pipeline.timing().flatMap(timing -> timing.next(Instant.now())).orElse(null);
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", pipeline.name());
        json.put("title", pipeline.about().title());
        json.put("schedule", pipeline.schedule());
        json.put("time_zone", pipeline.zone().getId());
        json.put("next_firing", Text.iso(next));
        json.put("paused_at", Text.iso(paused));
        json.put("last_run", last == null ? null : last.id());
        json.put("last_state", last == null ? null : last.state());
        json.put("owner", pipeline.about().owner());
        json.put("tags", pipeline.about().tags());
        listing.add(
                json,
                pipeline.name(),
                pipeline.about().title(),
                pipeline.schedule(),
                paused == null ? Text.time(next, pipeline.zone()) : "paused",
                last == null ? null : last.state(),
                pipeline.about().owner(),
                String.join(", ", pipeline.about().tags()));
    }
}
