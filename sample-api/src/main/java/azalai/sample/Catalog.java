package azalai.sample;

import azalai.sample.file.FileSource;
import azalai.sample.query.Source;
import azalai.sample.recalls.Form;
import azalai.sample.recalls.World;
import azalai.sample.recalls.WorldSource;
import java.io.Closeable;
import java.io.IOException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** The datasets as they are served now. A source handed out stays valid when another world takes its place. */
final class Catalog implements Closeable {
    private final Clock clock;
    private final List<FileSource> opened = new ArrayList<>();
    private SampleOptions options;
    private FileSource file;
    private World world;

    Catalog(SampleOptions options, Clock clock) throws IOException {
        this.clock = clock;
        serve(options);
    }

    /** Serves this from now on; if that fails, what was served before. */
    synchronized void serve(SampleOptions wanted) throws IOException {
        FileSource newFile = wanted.file() == null ? null : FileSource.open(wanted.file(), wanted.fileDataset());
        World newWorld = newFile == null ? World.of(World.SEED, wanted.count(), date(wanted)) : null;
        if (newFile != null) {
            opened.add(newFile);
        }
        options = wanted;
        file = newFile;
        world = newWorld;
    }

    private LocalDate date(SampleOptions of) {
        return of.date() != null ? of.date() : LocalDate.now(clock.withZone(World.ZONE));
    }

    synchronized SampleOptions options() {
        return options;
    }

    /** The dataset of that name, or null. */
    synchronized Source find(String dataset) {
        if (file != null) {
            return file.schema().dataset().equals(dataset) ? file : null;
        }
        Form form = Form.of(dataset);
        return form == null ? null : new WorldSource(world(), form);
    }

    /** The world served, of today if no day was given; null while a file is served. */
    synchronized World world() {
        if (world != null && !world.date().equals(date(options))) {
            world = World.of(World.SEED, options.count(), date(options));
        }
        return world;
    }

    @Override
    public synchronized void close() throws IOException {
        for (FileSource source : opened) {
            source.close();
        }
    }
}
