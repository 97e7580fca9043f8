package azalai.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import azalai.protocol.LoadRequest;
import azalai.protocol.OffsetRange;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** An {@link Error} at each step of the final transaction: all of it happens or nothing, and the load after it does it. */
class FinalTransactionIT extends LoadTest {
    /** What a heap that is full throws, at a call to the database of the test's choice. */
    private static final class Full extends OutOfMemoryError {
        private static final long serialVersionUID = 1;
    }

    private int calls;
    private int failing;
    private final List<String> steps = new ArrayList<>();

    @Test
    void an_error_at_any_step_changes_nothing() throws Exception {
        given("id text PRIMARY KEY, n int CHECK (n <> 13), run_id bigint, withdrawn_at timestamptz");
        long before = run("recalls");
        publish(0, "gone", "{\"id\": \"gone\", \"n\": 1}", "pipeline", "recalls", "run", "" + before);
        publish(0, "kept", "{\"id\": \"kept\", \"n\": 1}", "pipeline", "recalls", "run", "" + before);
        load(request(null, before, false, 0));
        long run = run("recalls");
        long begin = publish(0, "kept", "{\"id\": \"kept\", \"n\": 2}", "pipeline", "recalls", "run", "" + run);
        publish(0, "new", "{\"id\": \"new\", \"n\": 1}", "pipeline", "recalls", "run", "" + run);
        publish(0, "bad", "{\"id\": \"bad\", \"n\": 13}", "pipeline", "recalls", "run", "" + run);
        long last = publish(0, "no", "not json", "pipeline", "recalls", "run", "" + run);
        LoadRequest request = full(run, 4, new OffsetRange(0, begin, last + 1));
        List<String> untouched = state();
        for (failing = 1; ; failing++) {
            Throwable thrown = catchThrowable(() -> load(request, failing));
            if (thrown == null) {
                break;
            }
            assertThat(thrown).as("call %d", failing).isInstanceOf(Full.class);
            assertThat(state())
                    .as("after an error at %s", steps.get(steps.size() - 1))
                    .isEqualTo(untouched);
        }
        assertThat(steps).as("what an error was thrown at").contains("commit").hasSizeGreaterThan(60);
        assertThat(table())
                .containsExactly(
                        "gone|1|" + before + "|" + withdrawnAt(), "kept|2|" + run + "|~", "new|1|" + run + "|~");
        assertThat(deadLetters()).hasSize(2);
        assertThat(load()).isEqualTo(counts(0, 0, 0, 0, 0));
    }

    /** A load whose session throws an error at the n-th call, once its transaction has begun. */
    private void load(LoadRequest request, int nth) throws Exception {
        try (Connection session = Database.open(request, "test")) {
            Target target = TargetReader.read(session, table, null);
            Staging staging = Staging.next(session);
            Staging.dropDead(session);
            staging.create(session, target);
            Topic read = Topic.read(request);
            StoredOffsets stored = StoredOffsets.read(session, target, topic);
            List<OffsetRange> ranges = stored.upTo(read, target, request);
            StagedCounts counts = new SliceStager(
                            servers.spark.broadcast(new SliceStager.Context(request, target, staging)))
                    .call(new Slice(ranges));
            calls = 0;
            steps.clear();
            Connection failing = (Connection) watched(Connection.class, session);
            new FinalTransaction(failing, request, target, staging)
                    .run(stored, read, ranges, counts, new StageTimes(Instant.now()), () -> {});
        }
    }

    /** The object, and the statements it makes, with an error at the call whose turn it is. */
    private Object watched(Class<?> type, Object real) {
        InvocationHandler handler = (proxy, method, arguments) -> {
            String name = method.getName();
            // What an error is followed by: the ways out of the transaction must stand.
            boolean wayOut = name.equals("rollback") && arguments == null || name.equals("close");
            if (!wayOut && ++calls == failing) {
                steps.add(step(name, arguments));
                throw new Full();
            }
            steps.add(step(name, arguments));
            try {
                Object result = method.invoke(real, arguments);
                return result instanceof PreparedStatement
                        ? watched(PreparedStatement.class, result)
                        : result instanceof Statement ? watched(Statement.class, result) : result;
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        };
        return Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {type}, handler);
    }

    private static String step(String name, Object[] arguments) {
        return arguments == null || arguments.length == 0 ? name : name + " " + arguments[0];
    }

    /** All that a load may change. */
    private List<String> state() throws Exception {
        List<String> state = new ArrayList<>(table());
        state.addAll(rows("SELECT * FROM azalai.kafka_offset WHERE topic = ?", topic));
        state.addAll(rows("SELECT * FROM azalai.load WHERE topic = ? ORDER BY id", topic));
        state.addAll(deadLetters());
        state.addAll(rows("SELECT * FROM azalai.pushed_row WHERE target = ?", "public." + table));
        return state;
    }

    private String withdrawnAt() throws Exception {
        return rows("SELECT withdrawn_at FROM " + table + " WHERE id = 'gone'").get(0);
    }
}
