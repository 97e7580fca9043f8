package azalai.publish;

import azalai.clean.PageStep;
import azalai.run.Counts;
import azalai.run.Run;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
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

/**
 * Turns a page into the list of messages that one {@code kafka:} step sends, each with its key and the headers
 * {@code pipeline} and {@code run}. A record without a key, or one too large to send, becomes a dead letter.
 */
public final class PageMessages implements CamelContextAware {
    private static final int LARGEST_VALUE = 8 * 1024 * 1024;
    private static final ObjectMapper JSON = new ObjectMapper();

    private CamelContext context;
    private String topic;
    private String key;

    /** The page as messages; an empty list if nothing of it can be sent. */
    @SuppressWarnings("unchecked")
    public void messages(Exchange exchange) throws JsonProcessingException {
        Run run = exchange.getProperty(Run.PROPERTY, Run.class);
        Counts counts = exchange.getProperty(PageStep.COUNTS, Counts.class);
        counts.lap("clean");
        List<Map<String, Object>> page = exchange.getMessage().getBody(List.class);
        CleanText text = new CleanText();
        List<Message> messages = new ArrayList<>(page.size());
        for (Map<String, Object> record : page) {
            text.clean(record);
            byte[] value = JSON.writeValueAsBytes(record);
            String keyText = record.get(key) == null ? "" : record.get(key).toString();
            String refused = refused(keyText, value);
            if (refused == null) {
                messages.add(message(run, keyText, value));
            } else {
                byte[] keyBytes = keyText.isBlank() ? null : keyText.getBytes(StandardCharsets.UTF_8);
                context.getRegistry().findSingleByType(DeadLetters.class).keep(run, topic, keyBytes, value, refused);
                counts.add("dead", 1);
            }
        }
        counts.add("replaced_characters", text.replaced());
        exchange.getMessage().setBody(messages);
    }

    /** After the acknowledgement of every message: counts them. */
    public void acknowledged(Exchange exchange) {
        List<?> messages = exchange.getMessage().getBody(List.class);
        Counts counts = exchange.getProperty(PageStep.COUNTS, Counts.class);
        counts.add("published", messages.size());
        counts.lap("publish");
    }

    private String refused(String keyText, byte[] value) {
        if (keyText.isBlank()) {
            return "The record has no " + key + ", its key.";
        }
        return value.length > LARGEST_VALUE
                ? "The record is %d bytes long; a message holds at most %d.".formatted(value.length, LARGEST_VALUE)
                : null;
    }

    private Message message(Run run, String keyText, byte[] value) {
        Message message = new DefaultMessage(context);
        message.setBody(value);
        message.setHeader(KafkaConstants.KEY, keyText);
        message.setHeader("pipeline", run.pipeline());
        message.setHeader("run", String.valueOf(run.id()));
        return message;
    }

    /** The topic the messages are meant for, for the dead letters. */
    public void setTopic(String topic) {
        this.topic = topic;
    }

    /** The field that holds the record's key. */
    public void setKey(String key) {
        this.key = key;
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
