package azalai.service.api;

import azalai.error.Refusal;
import azalai.ledger.Pauses;
import azalai.pipeline.Pipeline;
import azalai.pipeline.Pipelines;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;

/** {@code /api/pipelines}: what the routes declare. */
final class PipelineApi {
    private final Pipelines pipelines;
    private final Pauses pauses;

    PipelineApi(Pipelines pipelines, Pauses pauses) {
        this.pipelines = pipelines;
        this.pauses = pauses;
    }

    /** Every pipeline, or those with a tag. */
    public void list(Exchange exchange) {
        String tag = exchange.getMessage().getHeader("tag", String.class);
        Map<String, Instant> paused = pauses.all();
        List<Map<String, Object>> found = pipelines.all().stream()
                .filter(pipeline -> tag == null || pipeline.about().tags().contains(tag))
                .map(pipeline -> shown(pipeline, paused))
                .toList();
        Answers.json(exchange, 200, found);
    }

    /** One pipeline. */
    public void get(Exchange exchange) {
        Answers.json(exchange, 200, shown(named(pipelines, exchange), pauses.all()));
    }

    /** The pipeline in the request's path. @throws ApiError 404 saying which exist */
    static Pipeline named(Pipelines pipelines, Exchange exchange) {
        try {
            return pipelines.get(exchange.getMessage().getHeader("id", String.class));
        } catch (Refusal e) {
            throw new ApiError(404, e.getMessage());
        }
    }

    private static Map<String, Object> shown(Pipeline pipeline, Map<String, Instant> paused) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("name", pipeline.name());
        shown.put("title", pipeline.about().title());
        shown.put("description", pipeline.about().description().strip());
        shown.put("owner", pipeline.about().owner());
        shown.put("requested_by", pipeline.about().requestedBy());
        shown.put("tags", pipeline.about().tags());
        shown.put("inputs", pipeline.about().inputs());
        shown.put("outputs", pipeline.about().outputs());
        shown.put("schedule", pipeline.schedule());
        shown.put("time_zone", pipeline.zone().getId());
        shown.put("paused_at", iso(paused.get(pipeline.name())));
        shown.put("catch_up", lower(pipeline.effectiveCatchUp()));
        shown.put("overlap", lower(pipeline.overlap()));
        shown.put("depends_on_past", pipeline.dependsOnPast());
        shown.put("uses_interval", pipeline.usesInterval());
        shown.put("stages", pipeline.stages());
        return shown;
    }

    static String iso(Instant instant) {
        return instant == null ? null : instant.toString();
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(java.util.Locale.ROOT);
    }
}
