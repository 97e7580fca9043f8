package azalai;

import azalai.config.Configuration;
import azalai.config.DataFolder;
import azalai.database.Database;
import azalai.database.Migrations;
import azalai.error.Failure;
import azalai.error.Refusal;
import azalai.kafka.KafkaClients;
import azalai.ledger.Cursors;
import azalai.ledger.DeadLetters;
import azalai.ledger.Firings;
import azalai.ledger.Owner;
import azalai.ledger.RunHistory;
import azalai.ledger.RunStateMachine;
import azalai.pipeline.KameletParameters;
import azalai.pipeline.Pipelines;
import azalai.pipeline.RouteCheck;
import azalai.pipeline.RouteFailures;
import azalai.pipeline.RouteFiles;
import azalai.run.ChosenTasks;
import azalai.run.RunSteps;
import azalai.run.Runs;
import azalai.run.Scheduler;
import azalai.run.TaskEvents;
import azalai.run.TaskLog;
import azalai.run.TaskRetry;
import azalai.service.api.Web;
import azalai.step.http.CancellableRequests;
import azalai.step.http.HttpRetry;
import azalai.step.load.LoadTargets;
import azalai.step.load.SparkLoads;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.camel.CamelContext;
import org.apache.camel.component.http.HttpComponent;
import org.apache.camel.component.kafka.KafkaComponent;
import org.apache.camel.main.Main;
import org.apache.camel.main.SimpleMainShutdownStrategy;
import org.apache.camel.model.ModelCamelContext;

/**
 * The Camel application: the user's routes and the product's, with the servers the configuration names. It does not
 * know whether those are embedded.
 */
public final class Application implements AutoCloseable {
    /** It is due every twenty seconds. */
    private static final Duration NO_SWEEP_FOR = Duration.ofMinutes(3);

    private final Configuration configuration;
    private final Database ledger;
    private final Database database;
    private final RunStateMachine states;
    private final KafkaClients kafka;
    private final SparkLoads loads;
    private final Main camel;
    private final Runs runs;
    private final Pipelines pipelines;
    private Scheduler scheduler;

    /**
     * Brings the database up to date and starts the routes; no schedule fires.
     *
     * @throws Refusal if a route is wrong
     * @throws Failure if a server cannot be reached
     */
    public static Application start(Configuration configuration, DataFolder data) {
        Database database = Database.connect(configuration, Database.Use.STEPS);
        Application application = null;
        try {
            application = new Application(configuration, data, database);
            Migrations.apply(database.dataSource(), configuration);
            application.runs.start();
            application.startCamel();
            application.runs.closeDead();
            application.loads.deleteLeftovers();
            return application;
        } catch (RuntimeException e) {
            closeAfter(e, application, database);
            throw e;
        }
    }

    /** What cannot be closed must not hide why it is. */
    private static void closeAfter(RuntimeException failure, AutoCloseable... opened) {
        for (AutoCloseable one : opened) {
            try {
                if (one != null) {
                    one.close();
                }
            } catch (Exception e) {
                failure.addSuppressed(e);
            }
        }
    }

    private Application(Configuration configuration, DataFolder data, Database database) {
        this.configuration = configuration;
        this.database = database;
        this.kafka = KafkaClients.of(configuration);
        this.loads = new SparkLoads(configuration, data, database, kafka);
        this.camel = new Main();
        // Signals end the command, which closes this application in its own order.
        camel.setShutdownStrategy(new SimpleMainShutdownStrategy());
        this.ledger = Database.connect(configuration, Database.Use.LEDGER);
        Owner owner = Owner.of(data);
        this.states = new RunStateMachine(ledger, owner);
        TaskLog written = new TaskLog(states);
        camel.bind("configuration", configuration);
        camel.bind("dataSource", database.dataSource());
        camel.bind("database", database);
        camel.bind("cursors", new Cursors(database));
        camel.bind("runHistory", new RunHistory(database));
        camel.bind("deadLetters", new DeadLetters(database));
        camel.bind("kafkaClients", kafka);
        camel.bind("sparkLoads", loads);
        camel.bind("httpRetry", new HttpRetry());
        camel.bind("taskRetry", new TaskRetry(written));
        camel.bind("kafka", kafkaComponent(kafka));
        RouteFiles.configure(camel, configuration);
        readRoutes();
        CamelContext context = camel.getCamelContext();
        context.getManagementStrategy().addEventNotifier(new TaskEvents(written));
        context.getCamelContextExtension().addInterceptStrategy(new ChosenTasks(written));
        context.getCamelContextExtension().addInterceptStrategy(new RunSteps());
        this.pipelines = new Pipelines(context);
        this.runs = new Runs(pipelines, ledger, states, owner, configuration, context.createProducerTemplate());
        runs.onBegin(new LoadTargets(context, database)::check);
        camel.bind("runs", runs);
        CancellableRequests requests = new CancellableRequests(runs);
        for (String scheme : List.of("http", "https")) {
            context.getComponent(scheme, HttpComponent.class)
                    .setHttpClientConfigurer(client -> client.setRequestExecutor(requests));
        }
    }

    private static KafkaComponent kafkaComponent(KafkaClients clients) {
        KafkaComponent component = new KafkaComponent();
        component
                .getConfiguration()
                .setBrokers(clients.settings().get("bootstrap.servers").toString());
        component.getConfiguration().getAdditionalProperties().putAll(clients.settings());
        return component;
    }

    private void readRoutes() {
        try {
            camel.init();
            RouteCheck.check((ModelCamelContext) camel.getCamelContext());
        } catch (RuntimeException e) {
            camel.stop();
            ledger.close();
            throw RouteFailures.of(e, configuration, camel.getCamelContext());
        }
    }

    private void startCamel() {
        try {
            camel.start();
            KameletParameters.check((ModelCamelContext) camel.getCamelContext());
            // Reads each pipeline, and refuses one that is declared wrongly.
            pipelines.all();
        } catch (Exception e) {
            throw RouteFailures.of(e, configuration, camel.getCamelContext());
        }
    }

    /** Lets the pipelines' schedules fire from now on, and makes up for the firings that were missed. */
    public void schedule() {
        schedule(sentence -> {});
    }

    /** The same; {@code tell} takes a sentence when a source can no longer be asked whether it changed, and when it can again. */
    public void schedule(Consumer<String> tell) {
        scheduler = new Scheduler(camel.getCamelContext(), pipelines, runs, new Firings(ledger, states), tell);
        camel.bind("scheduler", scheduler);
        scheduler.start();
    }

    /**
     * Opens the API on {@code http.port}; to be closed before this application.
     *
     * @param tell takes the login's new password, where one was made
     * @throws Failure naming the port if it cannot be opened
     */
    public Web serve(DataFolder data, Consumer<String> tell) {
        Thread warmUp = new Thread(kafka::warmUp, "warm-up");
        warmUp.setDaemon(true);
        warmUp.start();
        return Web.open(configuration, data, camel.getCamelContext(), ledger, pipelines, runs, tell);
    }

    /** The runs of this application. */
    public Runs runs() {
        return runs;
    }

    /** The pipelines its routes declare. */
    public Pipelines pipelines() {
        return pipelines;
    }

    /** Its database. */
    public Database database() {
        return database;
    }

    /** A part of it that has died though the schedules need it, as a sentence; empty if all live. */
    public Optional<String> deadPart() {
        boolean swept =
                scheduler == null || scheduler.swept().isAfter(Instant.now().minus(NO_SWEEP_FOR));
        return runs.deadPart()
                .or(() -> swept ? Optional.empty() : Optional.of("the clock of the schedules"))
                .map(part -> "A part of azalai has died: %s (see the log).".formatted(part));
    }

    /** Ends what runs in order: it may end by itself within the grace time, and is handed back to the queue then. */
    public void stop() {
        if (scheduler != null) {
            scheduler.close();
        }
        runs.stop(configuration.duration("runs.grace"));
    }

    @Override
    public void close() {
        if (scheduler == null) {
            runs.cancelAll("the end of its application");
        } else {
            stop();
        }
        runs.close();
        loads.close();
        camel.stop();
        database.close();
        ledger.close();
    }
}
