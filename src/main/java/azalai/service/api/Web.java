package azalai.service.api;

import azalai.config.Configuration;
import azalai.config.DataFolder;
import azalai.database.Database;
import azalai.error.Failure;
import azalai.ledger.Pauses;
import azalai.ledger.RunReports;
import azalai.pipeline.Pipelines;
import azalai.run.Runs;
import java.util.Map;
import java.util.Properties;
import java.util.function.Consumer;
import org.apache.camel.CamelContext;
import org.apache.camel.Processor;
import org.apache.camel.support.PluginHelper;

/** The API and its server, beside an application whose routes run. */
public final class Web implements AutoCloseable {
    private static final String ROUTES = "classpath:camel/web/rest-api.camel.yaml";

    private final WebServer server;
    private final StreamApi streams;

    private Web(WebServer server, StreamApi streams) {
        this.server = server;
        this.streams = streams;
    }

    /**
     * Opens {@code http.port} and starts the API's routes.
     *
     * @param tell takes the new password, where one was made
     * @throws Failure naming the port if it cannot be opened
     */
    public static Web open(
            Configuration configuration,
            DataFolder data,
            CamelContext context,
            Database database,
            Pipelines pipelines,
            Runs runs,
            Consumer<String> tell) {
        WebServer server = WebServer.open(configuration, data, tell);
        try {
            StreamApi streams = new StreamApi(database, pipelines);
            PipelineApi pipelineApi = new PipelineApi(pipelines, new Pauses(database));
            PauseApi pauseApi = new PauseApi(pipelines, new Pauses(database));
            RunApi runApi = new RunApi(pipelines, runs, new RunReports(database));
            Query nothing = Query.of();
            Map<String, Processor> steps = Map.of(
                    "api-failed", new Answers()::failed,
                    "api-list-pipelines", Query.of("tag").then(pipelineApi::list),
                    "api-get-pipeline", nothing.then(pipelineApi::get),
                    "api-list-runs", Query.of("pipeline", "state", "limit").then(runApi::list),
                    "api-get-run", nothing.then(runApi::get),
                    "api-start-run", nothing.then(runApi::start),
                    "api-cancel-run", nothing.then(runApi::cancel),
                    "api-push-records", nothing.then(new PushApi(context, pipelines)::push),
                    "api-stream", nothing.then(streams::stream));
            runs.onEnded(streams::wake);
            context.getRegistry().bind("api-pause-pipeline", Processor.class, (Processor) pauseApi::pause);
            context.getRegistry().bind("api-resume-pipeline", Processor.class, (Processor) pauseApi::resume);
            steps.forEach((name, step) -> context.getRegistry().bind(name, Processor.class, step));
            Properties properties = new Properties();
            properties.put("azalai.http.authority", server.url().substring("http://".length()));
            context.getPropertiesComponent().setLocalProperties(properties);
            PluginHelper.getRoutesLoader(context)
                    .loadRoutes(PluginHelper.getResourceLoader(context).resolveResource(ROUTES));
            context.getPropertiesComponent().setLocalProperties(null);
            return new Web(server, streams);
        } catch (Exception e) {
            server.close();
            throw e instanceof RuntimeException wrong ? wrong : new Failure("The API's routes cannot be started.", e);
        }
    }

    /** Where it answers: {@code http://127.0.0.1:8080}. */
    public String url() {
        return server.url();
    }

    @Override
    public void close() {
        // First the streams, which would never end by themselves.
        streams.close();
        server.close();
    }
}
