package azalai.sample.recalls;

import azalai.sample.explore.Dataset;
import azalai.sample.explore.Field;
import azalai.sample.explore.Row;
import azalai.sample.explore.Schema;
import azalai.sample.explore.Values;
import azalai.sample.recalls.History.Fate;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;

/**
 * One dataset of a world, in publication order: counts and offsets by arithmetic, and one day's fiches at a time. Holds a
 * number for each day and the fiches that history added, whatever the count.
 */
final class WorldDataset extends Dataset {
    private final World world;
    private final Form form;
    /** One day early: what is published just after midnight in Paris belongs to the day before in UTC. */
    private final int firstDay = (int) BasePopulation.FIRST.toEpochDay() - 1;

    private final long[] begin;
    private final Map<Integer, List<Fiche>> added = new HashMap<>();

    WorldDataset(World world, Form form) {
        this.world = world;
        this.form = form;
        LocalDate last = world.date().isAfter(BasePopulation.LAST) ? world.date() : BasePopulation.LAST;
        begin = new long[(int) last.toEpochDay() - firstDay + 2];
        long[] sizes = new long[begin.length];
        world.history().fates().forEach((ordinal, fate) -> {
            if (ordinal < world.base().size() && !fate.stays()) {
                sizes[form.day(world.base().fiche(ordinal)) - firstDay]--;
                add(world.fiche(ordinal), sizes);
            }
        });
        world.history().births().forEach(birth -> add(world.fiche(birth.fiche().ordinal()), sizes));
        for (int i = 0; i + 1 < begin.length; i++) {
            begin[i + 1] = begin[i] + sizes[i] + baseBefore(firstDay + i + 1) - baseBefore(firstDay + i);
        }
    }

    private void add(Fiche fiche, long[] sizes) {
        if (fiche != null) {
            added.computeIfAbsent(form.day(fiche), unused -> new ArrayList<>()).add(fiche);
            sizes[form.day(fiche) - firstDay]++;
        }
    }

    private int baseBefore(int day) {
        return Math.min(world.knownBase(), form.baseBefore(world.base(), day));
    }

    @Override
    public Schema schema() {
        return form.schema();
    }

    /** Midnight in Paris at the beginning of the world's day: it changes at no other time. */
    @Override
    public Instant modified() {
        return world.date().atStartOfDay(World.ZONE).toInstant();
    }

    @Override
    public long size() {
        return begin[begin.length - 1];
    }

    @Override
    protected long before(long instant) {
        long i = Math.floorDiv(instant, 86_400L) - firstDay;
        if (i < 0 || i >= begin.length - 1) {
            return i < 0 ? 0 : size();
        }
        long before = begin[(int) i];
        return instant % 86_400L == 0
                ? before
                : before
                        + fiches((int) i).stream()
                                .filter(fiche -> form.published(fiche) < instant)
                                .count();
    }

    /** The fiches of the day that comes so many days after the first, in publication order. */
    private List<Fiche> fiches(int i) {
        int day = firstDay + i;
        List<Fiche> fiches = new ArrayList<>(added.getOrDefault(day, List.of()));
        for (int ordinal = baseBefore(day); ordinal < baseBefore(day + 1); ordinal++) {
            if (world.history().fates().getOrDefault(ordinal, Fate.NONE).stays()) {
                fiches.add(world.fiche(ordinal));
            }
        }
        fiches.sort(form.order());
        return fiches;
    }

    /** Holds one day at a time. */
    @Override
    protected LongFunction<Row> reader() {
        return new LongFunction<>() {
            private long first;
            private List<Fiche> day = List.of();

            @Override
            public Row apply(long position) {
                if (position < first || position >= first + day.size()) {
                    int i = BasePopulation.place(begin, position);
                    first = begin[i];
                    day = fiches(i);
                }
                return new FicheRow(day.get((int) (position - first)));
            }
        };
    }

    @Override
    public void close() {}

    /** A fiche as a record; its texts are made when something other than its keys and dates is asked. */
    private final class FicheRow implements Row {
        private final Fiche fiche;
        private Map<String, Object> recall;

        FicheRow(Fiche fiche) {
            this.fiche = fiche;
        }

        @Override
        public Object value(Field field) {
            return form.spelled(part(form.part(field.index())));
        }

        private Object part(String name) {
            return switch (name) {
                case "id" -> fiche.id();
                case "reference" -> fiche.reference();
                case "v1Reference" -> fiche.v1Reference();
                case "version" -> fiche.version();
                case "published" -> Instant.ofEpochSecond(fiche.published());
                case "day" -> LocalDate.ofEpochDay(fiche.day()).toString();
                default -> {
                    recall = recall == null ? Recall.of(world.seed(), fiche) : recall;
                    yield recall.get(name);
                }
            };
        }

        @Override
        public void writeTo(JsonGenerator out, ZoneId zone) throws IOException {
            out.writeStartObject();
            for (Field field : schema().fields()) {
                out.writeFieldName(form.names().get(field.index()));
                Values.write(out, value(field), zone);
            }
            out.writeEndObject();
        }
    }
}
