package azalai.sample.recalls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class WorldTest {
    private static final LocalDate FIRST = LocalDate.of(2026, 1, 1);
    private static final int COUNT = 500;

    private static World world(LocalDate day) {
        return World.of(World.SEED, COUNT, day);
    }

    private static Map<String, JsonNode> byKey(World world) throws IOException {
        Map<String, JsonNode> rows = new HashMap<>();
        for (JsonNode row : Rows.all(world.dataset(Form.V2))) {
            rows.put(row.get("numero_fiche").asText(), row);
        }
        return rows;
    }

    @Test
    void the_first_day_has_exactly_the_count() throws IOException {
        for (int count : new int[] {0, 1, 7, 3_000}) {
            World world = World.of(World.SEED, count, FIRST);
            assertThat(world.size()).isEqualTo(count);
            assertThat(Rows.all(world.dataset(Form.V1))).hasSize(count);
        }
    }

    @Test
    void a_count_out_of_range_is_refused() {
        assertThatThrownBy(() -> World.of(1, -1, FIRST)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void the_same_day_is_the_same_world() throws IOException {
        LocalDate day = FIRST.plusDays(30);
        assertThat(Rows.all(world(day).dataset(Form.V2)))
                .isEqualTo(Rows.all(world(day).dataset(Form.V2)));
        assertThat(Rows.all(world(day).dataset(Form.V1)))
                .isEqualTo(Rows.all(world(day).dataset(Form.V1)));
    }

    @Test
    void what_differs_between_two_days_is_what_their_records_say() throws IOException {
        Set<String> everSeen = new HashSet<>();
        World before = world(FIRST.minusDays(20));
        Map<String, JsonNode> rowsBefore = byKey(before);
        everSeen.addAll(rowsBefore.keySet());
        Changes sum = new Changes(0, 0, 0, 0);
        for (int i = -10; i <= 80; i += 5) {
            World after = world(FIRST.plusDays(i));
            Map<String, JsonNode> rows = byKey(after);
            assertThat(after.size()).isEqualTo(rows.size());
            Changes seen = compare(rowsBefore, rows, everSeen);
            Changes said = after.since(before);
            // Born and withdrawn between two looks, back later: unseen so far, yet no new fiche of the world.
            assertThat(said.added() + said.returned()).isEqualTo(seen.added() + seen.returned());
            assertThat(said.changed()).isEqualTo(seen.changed());
            assertThat(said.withdrawn()).isEqualTo(seen.withdrawn());
            sum = new Changes(
                    sum.added() + said.added(),
                    sum.changed() + said.changed(),
                    sum.withdrawn() + said.withdrawn(),
                    sum.returned() + said.returned());
            before = after;
            rowsBefore = rows;
            everSeen.addAll(rows.keySet());
        }
        assertThat(sum.changed()).isGreaterThan(50);
        assertThat(sum.withdrawn()).isGreaterThan(5);
        assertThat(sum.returned()).isPositive();
    }

    private static Changes compare(Map<String, JsonNode> before, Map<String, JsonNode> after, Set<String> everSeen) {
        long added = 0;
        long changed = 0;
        long returned = 0;
        for (Map.Entry<String, JsonNode> entry : after.entrySet()) {
            JsonNode old = before.get(entry.getKey());
            if (old == null) {
                boolean known = everSeen.contains(entry.getKey());
                returned += known ? 1 : 0;
                added += known ? 0 : 1;
            } else if (!old.equals(entry.getValue())) {
                assertThat(entry.getValue().get("numero_version").asInt())
                        .isGreaterThan(old.get("numero_version").asInt());
                changed++;
            }
        }
        long withdrawn =
                before.keySet().stream().filter(key -> !after.containsKey(key)).count();
        return new Changes(added, changed, withdrawn, returned);
    }

    @Test
    void corrections_come_with_and_without_a_moved_date_and_late_ones_within_and_beyond_a_week() throws IOException {
        Map<String, JsonNode> before = byKey(world(FIRST));
        int moved = 0;
        int unmoved = 0;
        World later = world(FIRST.plusDays(60));
        for (JsonNode row : byKey(later).values()) {
            JsonNode old = before.get(row.get("numero_fiche").asText());
            if (old != null && !old.equals(row)) {
                boolean same = old.get("date_publication").equals(row.get("date_publication"));
                moved += same ? 0 : 1;
                unmoved += same ? 1 : 0;
            }
        }
        assertThat(moved).isGreaterThan(10);
        assertThat(unmoved).isGreaterThan(10);
        List<Integer> ages = new ArrayList<>();
        for (History.Birth birth : later.history().births()) {
            ages.add(birth.bornDay() - birth.fiche().day());
        }
        assertThat(ages)
                .allMatch(age -> age >= 0)
                .anyMatch(age -> age > 1 && age < 7)
                .anyMatch(age -> age > 7);
        assertThat(ages.size() / 60.0).isBetween(17.0, 23.0);
    }

    @Test
    void nothing_is_published_after_the_world_s_day() throws IOException {
        for (int i = -400; i < 40; i += 20) {
            LocalDate day = FIRST.plusDays(i);
            for (JsonNode row : Rows.all(world(day).dataset(Form.V1))) {
                assertThat(row.get("date_de_publication").asText()).isLessThanOrEqualTo(day.toString());
            }
        }
    }

    @Test
    void both_forms_show_the_same_fiches_under_keys_of_their_own() throws IOException {
        World world = World.of(World.SEED, 12_000, FIRST.plusDays(14));
        Set<String> v1 = new HashSet<>();
        Set<String> v2 = new HashSet<>();
        List<JsonNode> rows = Rows.all(world.dataset(Form.V1));
        rows.forEach(row -> v1.add(row.get("reference_fiche").asText()));
        Rows.all(world.dataset(Form.V2))
                .forEach(row -> v2.add(row.get("numero_fiche").asText()));
        assertThat(v2).hasSize((int) world.size());
        assertThat(rows).hasSize((int) world.size());
        assertThat(world.size() - v1.size()).isBetween(1L, 19L);
    }
}
