package azalai.it;

import azalai.protocol.OffsetRange;
import azalai.run.Run;
import java.util.List;
import org.apache.camel.Exchange;

/** A step of a test's route that looks at where the run's records stand on topic {@code spied}. */
public final class PublishedSpy {
    static volatile List<OffsetRange> stretches;
    static volatile long published;

    /** Looks. */
    public void look(Exchange exchange) {
        Run run = exchange.getProperty(Run.PROPERTY, Run.class);
        stretches = run.published().on("spied");
        published = run.published().count("spied");
    }
}
