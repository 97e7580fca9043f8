package azalai;

import azalai.config.Configuration;
import azalai.run.Pipeline;
import azalai.run.Pipelines;
import azalai.run.Sentences;
import java.util.List;
import org.apache.camel.main.Main;
import org.apache.camel.main.SimpleMainShutdownStrategy;

/** The pipelines that the routes declare, read without starting any: for commands that only tell of them. */
public final class DeclaredPipelines {
    private DeclaredPipelines() {}

    /** Every pipeline, by name. @throws Refusal if a route is wrong */
    public static List<Pipeline> read(Configuration configuration) {
        Main camel = new Main();
        camel.setShutdownStrategy(new SimpleMainShutdownStrategy());
        Application.configure(camel, configuration);
        try {
            // The routes are read now; only a start would make anything of them.
            camel.init();
            return Pipelines.declared(camel.getCamelContext());
        } catch (Refusal e) {
            throw e;
        } catch (RuntimeException e) {
            throw new Refusal("The routes cannot be read: " + Sentences.of(e) + ".", e);
        } finally {
            camel.stop();
        }
    }
}
