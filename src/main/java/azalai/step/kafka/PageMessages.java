package azalai.step.kafka;

import azalai.error.Failure;
import azalai.ledger.DeadLetters;
import azalai.page.Counts;
import azalai.page.Fields;
import azalai.page.Page;
import azalai.page.PageStep;
import azalai.page.Published;
import azalai.run.DeadLetterCounts;
import azalai.run.Run;
import azalai.run.Work;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.component.kafka.KafkaConstants;
import org.apache.camel.support.DefaultMessage;
import org.apache.kafka.clients.producer.RecordMetadata;

/**
 * Turns a page into the list of messages that one {@code kafka:} step sends, each with its key and the headers
 * {@code pipeline} and {@code run} (none where no run publishes, but a {@link Submission}). A record without a key, or one too large to send, becomes a dead letter.
 */
public final class PageMessages implements CamelContextAware {
    private CamelContext context;
    private String topic;
    private List<String> key;

    /** The page as messages; an empty list if nothing of it can be sent. */
    public void messages(Exchange exchange) throws JsonProcessingException {
        Run run = exchange.getProperty(Run.PROPERTY, Run.class);
        // A submission has counts, but no run.
        Counts counts = exchange.getProperty(PageStep.COUNTS, Counts.class);
        if (counts == null) {
            counts = Work.of(exchange).counts();
        }
        List<Map<String, Object>> page = Page.of(exchange);
        counts.lap("clean");
        CleanText text = new CleanText();
        List<Message> messages = new ArrayList<>(page.size());
        for (Map<String, Object> record : page) {
            Encoded encoded = Encoded.of(record, key, text);
            if (encoded.refused() == null) {
                messages.add(message(exchange, run, encoded));
            } else {
                keep(run, encoded);
                DeadLetterCounts.refused(counts, encoded.refused());
                DeadLetterCounts.checkEarly(context, run, counts);
            }
        }
        counts.add("replaced_characters", text.replaced());
        exchange.getMessage().setBody(messages);
    }

    /** After the acknowledgement of every message: counts them. */
    public void acknowledged(Exchange exchange) {
        List<?> messages = exchange.getMessage().getBody(List.class);
        Counts counts = exchange.getProperty(PageStep.COUNTS, Counts.class);
        placed(exchange.getMessage(), counts.published());
        counts.add("published", messages.size());
        counts.lap("publish");
    }

    private static void placed(Message page, Published published) {
        List<?> answers = page.getHeader(KafkaConstants.KAFKA_RECORD_META, List.of(), List.class);
        for (Object answer : answers) {
            if (answer instanceof RecordMetadata place) {
                published.acknowledged(place.topic(), place.partition(), place.offset());
            }
        }
    }

    private void keep(Run run, Encoded encoded) {
        if (run == null) {
            // A submission is published whole or not at all: accept-records-action lets none of these pass.
            throw new Failure(encoded.refused());
        }
        byte[] keyBytes = encoded.key().isBlank() ? null : encoded.key().getBytes(StandardCharsets.UTF_8);
        context.getRegistry()
                .findSingleByType(DeadLetters.class)
                .keep(run.pipeline(), run.id(), topic, keyBytes, encoded.value(), encoded.refused());
    }

    private Message message(Exchange exchange, Run run, Encoded encoded) {
        Message message = new DefaultMessage(context);
        message.setBody(encoded.value());
        message.setHeader(KafkaConstants.KEY, encoded.key());
        if (run == null) {
            message.setHeader(
                    "pipeline",
                    exchange.getProperty(Submission.PROPERTY, Submission.class).pipeline());
        } else {
            message.setHeader("pipeline", run.pipeline());
            message.setHeader("run", String.valueOf(run.id()));
        }
        return message;
    }

    /** The topic the messages are meant for, for the dead letters. */
    public void setTopic(String topic) {
        this.topic = topic;
    }

    /** The fields that hold the record's key, comma-separated. */
    public void setKey(String key) {
        this.key = Fields.list(key);
    }

    @Override
    public void setCamelContext(CamelContext camelContext) {
        this.context = camelContext;
    }

    @Override
    public CamelContext getCamelContext() {
        return context;
    }
}
