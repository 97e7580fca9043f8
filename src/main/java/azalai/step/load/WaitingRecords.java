package azalai.step.load;

import azalai.config.Durations;
import azalai.database.Database;
import azalai.database.TableName;
import azalai.error.Failure;
import azalai.error.Reasons;
import azalai.kafka.KafkaClients;
import azalai.ledger.Offsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * Looks now and then at what waits on a topic that no load has taken, and says when it is enough, or has waited long
 * enough: the bean behind {@code topic-waiting-source}.
 */
public final class WaitingRecords implements CamelContextAware {
    /** A load that took nothing, since it failed, is not asked for again before. */
    private static final Duration AGAIN_AFTER = Duration.ofMinutes(1);

    private static final int ANSWER_WITHIN_MILLIS = 10_000;

    private CamelContext context;
    private String topic;
    private String table;
    private long records;
    private Duration after = Duration.ZERO;
    private Instant since;
    private Instant asked;

    /** Whether a load is due now; never where no schedules run, as in a single {@code run}. */
    public boolean due() {
        boolean wanted = records > 0 || !after.isZero();
        return wanted && context.getRegistry().lookupByName("scheduler") != null && isDue(waiting(), Instant.now());
    }

    /** Whether a load is due with so many waiting. */
    boolean isDue(long waiting, Instant now) {
        if (waiting == 0) {
            since = null;
            asked = null;
            return false;
        }
        since = since == null ? now : since;
        boolean enough = records > 0 && waiting >= records;
        boolean longEnough = !after.isZero() && !now.isBefore(since.plus(after));
        if (!enough && !longEnough || asked != null && now.isBefore(asked.plus(AGAIN_AFTER))) {
            return false;
        }
        asked = now;
        return true;
    }

    private long waiting() {
        KafkaClients clients = context.getRegistry().findSingleByType(KafkaClients.class);
        Map<String, Object> settings = new HashMap<>(clients.settings());
        settings.put("default.api.timeout.ms", ANSWER_WITHIN_MILLIS);
        settings.put("request.timeout.ms", ANSWER_WITHIN_MILLIS / 2);
        try (Admin admin = Admin.create(settings)) {
            Map<Integer, Long> next = loaded();
            Map<Integer, Long> ends = offsets(admin, OffsetSpec.latest());
            Map<Integer, Long> begins =
                    ends.keySet().equals(next.keySet()) ? Map.of() : offsets(admin, OffsetSpec.earliest());
            return ends.entrySet().stream()
                    .mapToLong(end ->
                            end.getValue() - next.getOrDefault(end.getKey(), begins.getOrDefault(end.getKey(), 0L)))
                    .filter(count -> count > 0)
                    .sum();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                // Nobody has published yet.
                return 0;
            }
            throw new Failure(
                    "Kafka at %s cannot be asked what waits on topic %s: %s."
                            .formatted(settings.get("bootstrap.servers"), topic, Reasons.of(e.getCause())),
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 0;
        }
    }

    private Map<Integer, Long> offsets(Admin admin, OffsetSpec spec) throws ExecutionException, InterruptedException {
        Map<TopicPartition, OffsetSpec> asked =
                admin.describeTopics(java.util.Set.of(topic)).allTopicNames().get().get(topic).partitions().stream()
                        .map(partition -> new TopicPartition(topic, partition.partition()))
                        .collect(Collectors.toMap(Function.identity(), partition -> spec));
        // To where a load would read: what is committed.
        return admin
                .listOffsets(asked, new ListOffsetsOptions(IsolationLevel.READ_COMMITTED))
                .all()
                .get()
                .entrySet()
                .stream()
                .collect(Collectors.toMap(entry -> entry.getKey().partition(), entry -> entry.getValue()
                        .offset()));
    }

    private Map<Integer, Long> loaded() {
        Database database = context.getRegistry().findSingleByType(Database.class);
        String target = TableName.find(database, table).map(TableName::label).orElse("");
        return new Offsets(database).next(topic, target);
    }

    /** The topic to look at. */
    public void setTopic(String topic) {
        this.topic = topic;
    }

    /** The table it is loaded into. */
    public void setTable(String table) {
        this.table = table;
    }

    /** So many are enough; 0 = never. */
    public void setRecords(long records) {
        this.records = records;
    }

    /** So long is long enough, counted from when the first was seen waiting; 0 = never. */
    public void setAfter(String after) {
        this.after = Durations.parse("after", after);
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
