package azalai.sample;

import azalai.sample.SampleSource.Showing;
import java.io.Closeable;
import java.io.IOException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;

/** The sources and what they show now. What was handed out stays valid when something else takes its place. */
final class Stage implements Closeable {
    private static final ZoneId MIDNIGHT = ZoneId.of("Europe/Paris");

    private final List<Showing> opened = new ArrayList<>();
    private final Clock clock;
    private Map<SampleSource, Showing> showings;
    private SampleOptions options;

    Stage(SampleOptions options, Clock clock) throws IOException {
        this.clock = clock;
        show(options);
    }

    /** Shows this from now on; if a source cannot, they all show what they did before. */
    synchronized void show(SampleOptions wanted) throws IOException {
        Map<SampleSource, Showing> next = new LinkedHashMap<>();
        for (SampleSource source : ServiceLoader.load(SampleSource.class, Stage.class.getClassLoader())) {
            Showing showing = source.show(wanted);
            opened.add(showing);
            next.put(source, showing);
        }
        showings = next;
        options = wanted;
    }

    synchronized SampleOptions options() {
        return options;
    }

    /** The day that is shown: it changes at midnight in Paris. */
    LocalDate day() {
        LocalDate given = options().date();
        return given != null ? given : LocalDate.now(clock.withZone(MIDNIGHT));
    }

    synchronized Map<SampleSource, Showing> showings() {
        return showings;
    }

    /** What answers on this path. */
    Showing find(String path) {
        return showings().entrySet().stream()
                .filter(entry -> path.startsWith(entry.getKey().path()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElseThrow(() -> ApiError.notFound("The requested resource " + path + " does not exist."));
    }

    @Override
    public synchronized void close() throws IOException {
        for (Showing showing : opened) {
            showing.close();
        }
    }
}
