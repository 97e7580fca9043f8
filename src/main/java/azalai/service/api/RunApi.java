package azalai.service.api;

import azalai.config.Day;
import azalai.error.Refusal;
import azalai.ledger.RunReports;
import azalai.ledger.RunRow;
import azalai.ledger.TaskRow;
import azalai.pipeline.Pipelines;
import azalai.pipeline.RunRequest;
import azalai.pipeline.Trigger;
import azalai.report.RunJson;
import azalai.report.Stage;
import azalai.report.Stages;
import azalai.run.ActiveRun;
import azalai.run.Runs;
import azalai.run.StartedRun;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.camel.Exchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code /api/runs} and {@code /api/pipelines/{id}/runs}: asks the ledger, starts and cancels. */
final class RunApi {
    private static final Logger LOG = LoggerFactory.getLogger(RunApi.class);
    private static final int USUAL_LIMIT = 50;
    private static final int MOST = 1_000;
    private static final Set<String> MEMBERS = Set.of("full", "accept_withdrawals", "from", "to");
    private static final List<String> STATES =
            List.of("queued", "running", "success", "failed", "skipped", "missed", "cancelled");

    private final Pipelines pipelines;
    private final Runs runs;
    private final RunReports reports;

    RunApi(Pipelines pipelines, Runs runs, RunReports reports) {
        this.pipelines = pipelines;
        this.runs = runs;
        this.reports = reports;
    }

    /** The latest runs. */
    public void list(Exchange exchange) {
        String state = exchange.getMessage().getHeader("state", String.class);
        if (state != null && !STATES.contains(state)) {
            throw new ApiError(400, "'%s' is no state: write one of %s.".formatted(state, String.join(", ", STATES)));
        }
        String pipeline = exchange.getMessage().getHeader("pipeline", String.class);
        Instant now = Instant.now();
        Answers.json(
                exchange,
                200,
                reports.list(pipeline, state, limit(exchange)).stream()
                        .map(run -> RunJson.of(run, now))
                        .toList());
    }

    /** One run with its tasks. */
    public void get(Exchange exchange) {
        long id = id(exchange);
        Instant now = Instant.now();
        RunRow run = reports.find(id).orElseThrow(() -> noRun(id));
        Map<String, Object> json = RunJson.of(run, now);
        List<TaskRow> tasks = reports.tasks(id);
        List<Stage> stages = Stages.of(tasks, reports.loads(id));
        json.put("tasks", tasks.stream().map(task -> RunJson.of(task, now)).toList());
        json.put("stages", stages.stream().map(RunJson::of).toList());
        json.put(
                "slowest",
                Stages.slowest(stages, run.took(now)).map(Stage::name).orElse(null));
        Answers.json(exchange, 200, json);
    }

    /** Starts a run and answers at once. */
    public void start(Exchange exchange) {
        String pipeline = PipelineApi.named(pipelines, exchange).name();
        RunRequest request = request(pipeline, Bodies.object(exchange));
        StartedRun started;
        try {
            started = runs.start(request, line -> LOG.debug("{}: {}", pipeline, line));
        } catch (ActiveRun e) {
            throw new ApiError(409, e.getMessage());
        } catch (Refusal e) {
            throw new ApiError(400, e.getMessage());
        }
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("run", started.id());
        answer.put("pipeline", pipeline);
        answer.put("state", "running");
        answer.put("url", "/api/runs/" + started.id());
        Answers.json(exchange, 202, answer);
    }

    /** Ends a run under way. */
    public void cancel(Exchange exchange) {
        long id = id(exchange);
        if (!runs.cancel(id, "the API")) {
            String state = reports.find(id).map(RunRow::state).orElseThrow(() -> noRun(id));
            throw new ApiError(409, "Run %d has ended: %s.".formatted(id, state));
        }
        Answers.json(exchange, 202, Map.of("run", id, "url", "/api/runs/" + id));
    }

    private static RunRequest request(String pipeline, JsonNode body) {
        body.fieldNames().forEachRemaining(name -> {
            if (!MEMBERS.contains(name)) {
                throw new ApiError(
                        400,
                        "'%s' is unknown: the body may hold full, accept_withdrawals, from and to.".formatted(name));
            }
        });
        boolean full = flag(body, "full");
        boolean acceptWithdrawals = flag(body, "accept_withdrawals");
        if (acceptWithdrawals && !full) {
            throw new ApiError(400, "accept_withdrawals goes with full: say that the run is to read everything.");
        }
        LocalDate from = day(body, "from");
        LocalDate to = day(body, "to");
        if ((from == null) != (to == null)) {
            throw new ApiError(400, "from and to go together: a backfill has a first and a last day.");
        }
        if (from == null) {
            RunRequest request = RunRequest.now(pipeline, Trigger.API, full);
            return acceptWithdrawals ? request.acceptingWithdrawals() : request;
        }
        if (from.isAfter(to)) {
            throw new ApiError(400, "from %s is after to %s.".formatted(from, to));
        }
        if (full) {
            throw new ApiError(400, "full reads everything: leave from and to out.");
        }
        return RunRequest.backfill(pipeline, from, to);
    }

    private static boolean flag(JsonNode body, String name) {
        JsonNode value = body.path(name);
        if (!value.isMissingNode() && !value.isBoolean()) {
            throw new ApiError(400, name + " is true or false.");
        }
        return value.asBoolean();
    }

    private static LocalDate day(JsonNode body, String name) {
        JsonNode value = body.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        try {
            return Day.parse(value.asText());
        } catch (DateTimeException e) {
            throw new ApiError(400, "'%s' is no day: write %s as in 2026-01-31.".formatted(value.asText(), name));
        }
    }

    private static int limit(Exchange exchange) {
        String limit = exchange.getMessage().getHeader("limit", String.class);
        if (limit == null) {
            return USUAL_LIMIT;
        }
        if (!limit.matches("\\d{1,4}") || Integer.parseInt(limit) < 1 || Integer.parseInt(limit) > MOST) {
            throw new ApiError(400, "limit is a whole number from 1 to %d.".formatted(MOST));
        }
        return Integer.parseInt(limit);
    }

    private static long id(Exchange exchange) {
        String id = exchange.getMessage().getHeader("id", String.class);
        if (!id.matches("\\d{1,18}")) {
            throw new ApiError(404, "There is no run '%s': runs have numbers.".formatted(id));
        }
        return Long.parseLong(id);
    }

    private static ApiError noRun(long id) {
        return new ApiError(404, "There is no run %d.".formatted(id));
    }
}
