package azalai.sample.recalls;

import azalai.sample.Parameters;
import azalai.sample.SampleOptions;
import azalai.sample.SampleSource;
import azalai.sample.explore.Dataset;
import azalai.sample.explore.ExploreShowing;
import azalai.sample.explore.FileDataset;
import azalai.sample.explore.Schema;
import java.io.IOException;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The recalls: the made-up world in its two forms, or a file as one of them. */
public final class RecallsSource implements SampleSource {
    @Override
    public String pipeline() {
        return "recalls";
    }

    @Override
    public String path() {
        return ExploreShowing.PATH;
    }

    @Override
    public Showing show(SampleOptions options) throws IOException {
        World.requireCount(options.count());
        if (options.file() == null) {
            return new Shown(options.count(), null);
        }
        String given = options.fileDataset();
        String name = given == null || given.isBlank() ? Form.V2.schema().dataset() : given;
        Form form = Form.of(name);
        Schema schema = form == null ? new Schema(name, List.of(), null, null, List.of()) : form.schema();
        return new Shown(options.count(), new FileDataset(options.file(), schema));
    }

    private static final class Shown extends ExploreShowing {
        private final long count;
        private final FileDataset file;
        private World world;

        Shown(long count, FileDataset file) {
            this.count = count;
            this.file = file;
        }

        @Override
        protected String title() {
            return "Rappels de produits (données fictives de démonstration)";
        }

        @Override
        protected Dataset dataset(String name, LocalDate day) {
            if (file != null) {
                return file.schema().dataset().equals(name) ? file : null;
            }
            Form form = Form.of(name);
            return form == null ? null : world(day).dataset(form);
        }

        private synchronized World world(LocalDate day) {
            world = world == null || !world.date().equals(day) ? World.of(World.SEED, count, day) : world;
            return world;
        }

        /** How many records there are; with {@code to} of that day, with {@code from} also how these days differ. */
        @Override
        public Map<String, Object> describe(LocalDate day, Parameters asked) {
            Map<String, Object> answer = new LinkedHashMap<>();
            if (file != null) {
                answer.put("dataset", file.schema().dataset());
                answer.put("size", file.size());
                return answer;
            }
            World to = asked.get("to") == null ? world(day) : World.of(World.SEED, count, day(asked, "to"));
            answer.put("size", to.size());
            if (asked.get("from") != null) {
                Changes changes = to.since(World.of(World.SEED, count, day(asked, "from")));
                answer.put("new", changes.added());
                answer.put("changed", changes.changed());
                answer.put("withdrawn", changes.withdrawn());
                answer.put("returned", changes.returned());
            }
            return answer;
        }

        private static LocalDate day(Parameters asked, String name) {
            return LocalDate.parse(asked.get(name));
        }

        @Override
        public void close() throws IOException {
            if (file != null) {
                file.close();
            }
        }
    }
}
