package azalai.service.api;

import azalai.error.Sentences;
import azalai.page.Counts;
import azalai.page.PageStep;
import azalai.pipeline.Pipelines;
import azalai.step.kafka.Room;
import azalai.step.kafka.Submission;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code POST /api/pipelines/{id}/records}: hands records to the pipeline's route {@code direct:<pipeline>-push} and
 * answers once all are acknowledged. No run belongs to it: the next one loads them, and its number is on the rows.
 */
final class PushApi {
    private static final Logger LOG = LoggerFactory.getLogger(PushApi.class);
    private final CamelContext context;
    private final Pipelines pipelines;
    private final ProducerTemplate template;
    private final Room room = new Room();

    PushApi(CamelContext context, Pipelines pipelines) {
        this.context = context;
        this.pipelines = pipelines;
        this.template = context.createProducerTemplate();
    }

    /** Publishes the body's records, all or none. */
    public void push(Exchange exchange) {
        String pipeline = PipelineApi.named(pipelines, exchange).name();
        String route = "direct:%s-push".formatted(pipeline);
        if (context.getRoutes().stream()
                .noneMatch(r ->
                        r.getEndpoint().getEndpointUri().replace("://", ":").equals(route))) {
            throw new ApiError(
                    404, "Pipeline %s takes no records: it has no route that begins at %s.".formatted(pipeline, route));
        }
        Body body = Body.of(exchange);
        if (body == null) {
            throw new ApiError(400, "There is no body: %s".formatted(ArrayRecords.WANTED));
        }
        boolean lines = exchange.getMessage()
                .getHeader(Exchange.CONTENT_TYPE, "", String.class)
                .equals("application/x-ndjson");
        try (RecordPages pages = new RecordPages(lines ? new LineRecords(body.open()) : new ArrayRecords(body.open()));
                Submission submission = new Submission(pipeline, pages, room.of(body.length()))) {
            Answers.json(exchange, 202, Map.of("published", publish(route, submission)));
        }
    }

    private long publish(String route, Submission submission) {
        Counts counts = new Counts();
        Exchange answer = template.send(route, exchange -> {
            exchange.setProperty(Submission.PROPERTY, submission);
            exchange.setProperty(PageStep.COUNTS, counts);
        });
        for (Throwable e = answer.getException(); e != null; e = e.getCause()) {
            if (e instanceof ApiError refused) {
                throw refused;
            }
        }
        if (submission.refusals() > 0) {
            throw new ApiError(400, submission.verdict(), Map.of("records", submission.refused()));
        }
        if (answer.getException() != null) {
            LOG.error("Records for {} were not published", submission.pipeline(), answer.getException());
            throw new ApiError(
                    503,
                    "Not all records are known to be published: %s Send them again; what was published does no harm."
                            .formatted(ended(Sentences.of(answer.getException()))));
        }
        return counts.get("published");
    }

    private static String ended(String sentence) {
        return sentence.endsWith(".") ? sentence : sentence + ".";
    }
}
