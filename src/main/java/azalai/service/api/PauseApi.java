package azalai.service.api;

import azalai.ledger.Pauses;
import azalai.pipeline.Pipelines;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.camel.Exchange;

/** {@code /api/pipelines/{id}/pause} and {@code resume}: the schedule of a pipeline rests, or fires again. */
final class PauseApi {
    private final Pipelines pipelines;
    private final Pauses pauses;

    PauseApi(Pipelines pipelines, Pauses pauses) {
        this.pipelines = pipelines;
        this.pauses = pauses;
    }

    /** Pauses it; one that is paused stays so. */
    public void pause(Exchange exchange) {
        String pipeline = PipelineApi.named(pipelines, exchange).name();
        pauses.pause(pipeline);
        answer(exchange, pipeline);
    }

    /** Resumes it. */
    public void resume(Exchange exchange) {
        String pipeline = PipelineApi.named(pipelines, exchange).name();
        pauses.resume(pipeline);
        answer(exchange, pipeline);
    }

    private void answer(Exchange exchange, String pipeline) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("pipeline", pipeline);
        answer.put("paused_at", PipelineApi.iso(pauses.all().get(pipeline)));
        Answers.json(exchange, 200, answer);
    }
}
