package azalai.web;

import azalai.Refusal;
import azalai.run.Pipeline;
import azalai.run.Pipelines;
import azalai.run.Retry;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;

/** {@code /api/pipelines}: what the routes declare. */
final class PipelineApi {
    private final Pipelines pipelines;

    PipelineApi(Pipelines pipelines) {
        this.pipelines = pipelines;
    }

    /** Every pipeline, or those with a tag. */
    public void list(Exchange exchange) {
        String tag = exchange.getMessage().getHeader("tag", String.class);
        List<Map<String, Object>> found = pipelines.all().stream()
                .filter(pipeline -> tag == null || pipeline.about().tags().contains(tag))
                .map(PipelineApi::shown)
                .toList();
        Answers.json(exchange, 200, found);
    }

    /** One pipeline. */
    public void get(Exchange exchange) {
        Answers.json(exchange, 200, shown(named(pipelines, exchange)));
    }

    /** The pipeline in the request's path. @throws ApiError 404 saying which exist */
    static Pipeline named(Pipelines pipelines, Exchange exchange) {
        try {
            return pipelines.get(exchange.getMessage().getHeader("id", String.class));
        } catch (Refusal e) {
            throw new ApiError(404, e.getMessage());
        }
    }

    private static Map<String, Object> shown(Pipeline pipeline) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("pipeline", pipeline.name());
        shown.put("title", pipeline.about().title());
        shown.put("description", pipeline.about().description());
        shown.put("owner", pipeline.about().owner());
        shown.put("requestedBy", pipeline.about().requestedBy());
        shown.put("tags", pipeline.about().tags());
        shown.put("inputs", pipeline.about().inputs());
        shown.put("outputs", pipeline.about().outputs());
        shown.put("schedule", pipeline.schedule());
        shown.put("timeZone", pipeline.zone().getId());
        shown.put("catchUp", pipeline.effectiveCatchUp().name().toLowerCase(java.util.Locale.ROOT));
        shown.put("overlap", pipeline.overlap().name().toLowerCase(java.util.Locale.ROOT));
        shown.put("dependsOnPast", pipeline.dependsOnPast());
        shown.put("usesInterval", pipeline.usesInterval());
        shown.put(
                "tasks",
                pipeline.tasks().stream()
                        .map(task -> task(task, pipeline.retries().get(task)))
                        .toList());
        return shown;
    }

    private static Map<String, Object> task(String name, Retry retry) {
        Map<String, Object> task = new LinkedHashMap<>();
        task.put("name", name);
        if (retry != null) {
            task.put("retries", retry.retries());
        }
        return task;
    }
}
