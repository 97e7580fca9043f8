package azalai.step.kafka;

import azalai.error.Failure;
import azalai.error.Reasons;
import azalai.error.Refusal;
import azalai.kafka.KafkaClients;
import azalai.ledger.DeadLetter;
import azalai.ledger.DeadLetters;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Publishes a dead letter's record again to its topic, unchanged or corrected, and marks it once it is acknowledged. */
public final class Replay {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int SECONDS = 60;

    private final DeadLetters letters;
    private final KafkaClients kafka;

    /** Publishes to these brokers. */
    public Replay(DeadLetters letters, KafkaClients kafka) {
        this.letters = letters;
        this.kafka = kafka;
    }

    /**
     * Publishes a dead letter's record again.
     *
     * @param corrected the record to publish instead, a JSON object; null = as it was
     * @throws Refusal if it has no key, or the corrected record is none
     * @throws Failure if Kafka does not take it
     */
    public void publish(DeadLetter letter, byte[] corrected) {
        byte[] key = corrected == null ? letter.key() : key(letter, record(corrected));
        if (key == null && letter.stage().equals("publish")) {
            throw new Refusal(
                    "Dead letter %d has no key (%s) and can only be replayed corrected: give a record that has one with --file."
                            .formatted(letter.id(), letter.reason()));
        }
        send(letter, key, corrected == null ? letter.value() : corrected);
        letters.replayed(letter.id());
    }

    private static JsonNode record(byte[] corrected) {
        try {
            JsonNode record = JSON.readTree(corrected);
            if (record != null && record.isObject()) {
                return record;
            }
        } catch (java.io.IOException e) {
            throw new Refusal(
                    "The corrected record is not JSON: %s."
                            .formatted(
                                    e instanceof JsonProcessingException j ? j.getOriginalMessage() : e.getMessage()),
                    e);
        }
        throw new Refusal("The corrected record is not a JSON object: write one whose fields are the table's columns.");
    }

    /** The corrected record's own, by the table's primary key; where that is not one column, the one it had. */
    private byte[] key(DeadLetter letter, JsonNode record) {
        List<String> columns = letters.keyColumns(letter);
        if (columns.size() == 1) {
            JsonNode key = record.path(columns.get(0));
            if (key.isValueNode() && !key.asText().isBlank() && !key.isNull()) {
                return key.asText().getBytes(StandardCharsets.UTF_8);
            }
            throw new Refusal(
                    "The corrected record has no %s, the primary key of its table.".formatted(columns.get(0)));
        }
        return letter.key();
    }

    private void send(DeadLetter letter, byte[] key, byte[] value) {
        Map<String, Object> settings = new HashMap<>(kafka.settings());
        settings.put("acks", "all");
        settings.put("max.request.size", TopicDeclaration.LARGEST_MESSAGE);
        settings.put("delivery.timeout.ms", SECONDS * 1000);
        settings.put("request.timeout.ms", SECONDS * 500);
        settings.put("max.block.ms", SECONDS * 500);
        ProducerRecord<byte[], byte[]> message = new ProducerRecord<>(letter.topic(), key, value);
        // Without a run: none shows it until the source does, so a full run must not withdraw it.
        if (letter.pipeline() != null) {
            message.headers().add("pipeline", letter.pipeline().getBytes(StandardCharsets.UTF_8));
        }
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.send(message).get(SECONDS + 1, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new Failure(
                    "Kafka at %s does not take the record for topic %s: %s."
                            .formatted(
                                    settings.get("bootstrap.servers"),
                                    letter.topic(),
                                    e.getCause() == null
                                            ? "no answer within %d s".formatted(SECONDS)
                                            : Reasons.of(e.getCause())),
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure("Interrupted while publishing dead letter %d again.".formatted(letter.id()), e);
        }
    }
}
