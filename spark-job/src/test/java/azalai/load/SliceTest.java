package azalai.load;

import static org.assertj.core.api.Assertions.assertThat;

import azalai.protocol.OffsetRange;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SliceTest {
    @Test
    void a_small_load_is_one_task_whatever_its_partitions() {
        assertThat(Slice.of(List.of(range(0, 0, 20), range(1, 5, 5), range(2, 7, 30)), 8))
                .containsExactly(new Slice(List.of(range(0, 0, 20), range(2, 7, 30))));
    }

    @Test
    void a_large_partition_is_shared_by_the_cores() {
        List<Slice> slices = Slice.of(List.of(range(0, 1_000, 61_000)), 2);
        assertThat(slices).hasSize(6);
        assertThat(joined(slices)).containsExactly(range(0, 1_000, 61_000));
    }

    @Test
    void a_huge_load_is_cut_so_that_a_task_can_be_tried_again() {
        List<OffsetRange> ranges = List.of(range(0, 0, 1_000_000), range(1, 0, 300_000), range(3, 0, 1));
        List<Slice> slices = Slice.of(ranges, 2);
        assertThat(slices)
                .hasSize(14)
                .allMatch(slice ->
                        slice.ranges().stream().mapToLong(OffsetRange::size).sum() <= 100_000);
        assertThat(joined(slices)).isEqualTo(ranges);
    }

    @Test
    void nothing_to_read_is_no_task() {
        assertThat(Slice.of(List.of(range(0, 5, 5)), 2)).isEmpty();
    }

    /** The pieces put together again, in order. */
    private static List<OffsetRange> joined(List<Slice> slices) {
        List<OffsetRange> joined = new ArrayList<>();
        slices.stream().flatMap(slice -> slice.ranges().stream()).forEach(piece -> {
            OffsetRange last = joined.isEmpty() ? null : joined.get(joined.size() - 1);
            if (last != null && last.partition() == piece.partition() && last.end() == piece.begin()) {
                joined.set(joined.size() - 1, last.to(piece.end()));
            } else {
                joined.add(piece);
            }
        });
        return joined;
    }

    private static OffsetRange range(int partition, long begin, long end) {
        return new OffsetRange(partition, begin, end);
    }
}
