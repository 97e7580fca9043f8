package azalai.web;

import azalai.clean.PageStep;
import azalai.publish.Submission;
import azalai.run.Counts;
import azalai.run.Pipelines;
import azalai.run.Sentences;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
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
    private static final int LONGEST_BODY = 10 * 1024 * 1024;
    /** A body of 10 MB takes some 60 MB as records, of a heap of some 500. */
    private static final int AT_ONCE = 2;

    private static final int WAIT_SECONDS = 30;

    private final CamelContext context;
    private final Pipelines pipelines;
    private final ProducerTemplate template;
    private final Semaphore places = new Semaphore(AT_ONCE, true);

    PushApi(CamelContext context, Pipelines pipelines) {
        this.context = context;
        this.pipelines = pipelines;
        this.template = context.createProducerTemplate();
    }

    /** Publishes the body's records, all or none. */
    public void push(Exchange exchange) throws InterruptedException {
        String pipeline = PipelineApi.named(pipelines, exchange).name();
        String route = "direct:%s-push".formatted(pipeline);
        if (context.getRoutes().stream()
                .noneMatch(r ->
                        r.getEndpoint().getEndpointUri().replace("://", ":").equals(route))) {
            throw new ApiError(
                    404, "Pipeline %s takes no records: it has no route that begins at %s.".formatted(pipeline, route));
        }
        if (!places.tryAcquire(WAIT_SECONDS, TimeUnit.SECONDS)) {
            throw new ApiError(503, "Others are pushing records: try again in a while.");
        }
        try {
            Answers.json(exchange, 202, Map.of("published", publish(route, read(exchange, pipeline))));
        } finally {
            places.release();
        }
    }

    private static Submission read(Exchange exchange, String pipeline) {
        String type = exchange.getMessage().getHeader(Exchange.CONTENT_TYPE, "", String.class);
        byte[] body = Bodies.read(exchange, LONGEST_BODY, "10 MB");
        SubmissionReader reader = new SubmissionReader(pipeline);
        return type.toLowerCase(java.util.Locale.ROOT).startsWith("application/x-ndjson")
                ? reader.lines(body)
                : reader.array(body);
    }

    private long publish(String route, Submission submission) {
        if (submission.submitted() == 0) {
            return 0;
        }
        Counts counts = new Counts();
        Exchange answer = template.send(route, exchange -> {
            exchange.setProperty(Submission.PROPERTY, submission);
            exchange.setProperty(PageStep.COUNTS, counts);
            exchange.getMessage().setBody(submission.records());
        });
        if (submission.refusals() > 0) {
            Map<String, Object> details = new LinkedHashMap<>();
            details.put("records", submission.refused());
            throw new ApiError(
                    400,
                    "%d of %d records are refused; nothing was published."
                            .formatted(submission.refusals(), submission.submitted()),
                    details);
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
