package azalai.cli;

import azalai.config.Configuration;
import azalai.database.Database;
import azalai.database.Migrations;
import azalai.pipeline.PipelineNames;
import azalai.service.servers.EmbeddedServers.Server;
import java.util.Set;

/**
 * What a pipeline has stored, for the commands that show or change it: only the database is needed.
 *
 * @param configuration with the database's address
 * @param database up to date
 */
record StoredData(Configuration configuration, Database database) {
    /** What a command does with it. */
    interface Action {
        void on(StoredData stored) throws Exception;
    }

    /** What a command does where nothing is stored: no database is made to find that out. */
    interface Nothing {
        void tell(Configuration configuration) throws Exception;
    }

    /** What a command refuses by the configuration alone. */
    interface Check {
        void accept(Configuration configuration);
    }

    /** Does something with what a pipeline, or with null any, has stored. @throws Refusal saying which exist if there is no such pipeline */
    static int in(CommonOptions options, String pipeline, Action action) {
        return in(options, pipeline, null, action);
    }

    /** The same for a command that only looks, and in a fresh data folder does {@code nothing} instead. */
    static int in(CommonOptions options, String pipeline, Nothing nothing, Action action) {
        return in(options, pipeline, configuration -> {}, nothing, action);
    }

    /** The same for a command that looks at the configuration first, and may refuse before any server starts. */
    static int in(CommonOptions options, String pipeline, Check check, Nothing nothing, Action action) {
        try (Session session = new Session(options)) {
            if (pipeline != null) {
                PipelineNames.check(session.configuration(), pipeline);
            }
            check.accept(session.configuration());
            if (nothing != null && session.isFresh()) {
                nothing.tell(session.configuration());
                Terminal.progress(
                        "nothing is stored in %s yet".formatted(session.data().folder()));
                return 0;
            }
            Configuration configuration = session.with(Set.of(Server.POSTGRES));
            try (Database database = Database.connect(configuration)) {
                Migrations.apply(database.dataSource(), configuration);
                action.on(new StoredData(configuration, database));
                return 0;
            }
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new azalai.error.Failure("The command failed: " + azalai.error.Reasons.of(e) + ".", e);
        }
    }
}
