package azalai.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import azalai.error.Refusal;
import java.text.ParseException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Date;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TimeZone;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.quartz.CronExpression;

class SchedulesTest {
    /** A Thursday. */
    private static final LocalDate START = LocalDate.of(2026, 1, 1);

    private static List<Instant> firings(String schedule, int count) throws ParseException {
        CronExpression cron = new CronExpression(Schedules.cron("x.schedule", schedule));
        cron.setTimeZone(TimeZone.getTimeZone("UTC"));
        List<Instant> firings = new ArrayList<>();
        Date last = Date.from(START.atStartOfDay(ZoneOffset.UTC).toInstant().minusSeconds(1));
        for (int i = 0; i < count; i++) {
            last = cron.getNextValidTimeAfter(last);
            firings.add(last.toInstant());
        }
        return firings;
    }

    private static Set<DayOfWeek> weekdays(String schedule) throws ParseException {
        Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
        firings(schedule, 14)
                .forEach(firing -> days.add(firing.atZone(ZoneOffset.UTC).getDayOfWeek()));
        return days;
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            @daily         | 0 0 0 * * ?
            @hourly        | 0 0 * * * ?
            0 0 6 * * ?    | 0 0 6 * * ?
            0 2 * * *      | 0 0 2 * * ?
            */15 * * * *   | 0 */15 * * * ?
            0 2 1 * *      | 0 0 2 1 * ?
            30 4 * 6 *     | 0 30 4 * 6 ?
            """)
    void every_way_to_write_a_cron_becomes_quartz_s(String schedule, String quartz) {
        assertThat(Schedules.cron("x.schedule", schedule)).isEqualTo(quartz);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            0 2 * * 0        | SUNDAY
            0 2 * * 7        | SUNDAY
            0 2 * * 1        | MONDAY
            0 2 * * 6        | SATURDAY
            0 2 * * 1-5      | MONDAY,TUESDAY,WEDNESDAY,THURSDAY,FRIDAY
            0 2 * * 1,3      | MONDAY,WEDNESDAY
            0 2 * * MON-FRI  | MONDAY,TUESDAY,WEDNESDAY,THURSDAY,FRIDAY
            0 2 * * 5-7      | FRIDAY,SATURDAY,SUNDAY
            0 2 * * 0-6      | MONDAY,TUESDAY,WEDNESDAY,THURSDAY,FRIDAY,SATURDAY,SUNDAY
            0 2 * * 1-7      | MONDAY,TUESDAY,WEDNESDAY,THURSDAY,FRIDAY,SATURDAY,SUNDAY
            0 2 * * 1-5/2    | MONDAY,WEDNESDAY,FRIDAY
            0 2 * * */2      | SUNDAY,TUESDAY,THURSDAY,SATURDAY
            """)
    void days_of_the_week_are_unix_s(String schedule, String days) throws ParseException {
        Set<DayOfWeek> wanted = EnumSet.noneOf(DayOfWeek.class);
        for (String day : days.split(",")) {
            wanted.add(DayOfWeek.valueOf(day));
        }
        assertThat(weekdays(schedule)).isEqualTo(wanted);
    }

    @Test
    void five_fields_fire_at_their_minute() throws ParseException {
        assertThat(firings("30 4 * * *", 2))
                .containsExactly(Instant.parse("2026-01-01T04:30:00Z"), Instant.parse("2026-01-02T04:30:00Z"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"0 0 99 * * ?", "0 99 * * *", "0 0 24 * * ?", "0 0 6 * *  * * *", "0 0 6 31 2 ? 1999 x", "hello"
            })
    void a_cron_that_cannot_be_read_is_refused_with_examples(String schedule) {
        assertThatThrownBy(() -> Schedules.cron("recalls.schedule", schedule))
                .isInstanceOf(Refusal.class)
                .hasMessageStartingWith("The schedule '" + schedule + "' in recalls.schedule cannot be read (")
                .hasMessageEndingWith("write a cron as in '0 0 6 * * ?' or '0 2 * * *', @daily, @hourly or PT60S.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0S", "PT0.0005S", "PT1.0005S"})
    void an_interval_finer_than_a_millisecond_is_refused(String schedule) {
        assertThatThrownBy(() -> Schedules.check("recalls.schedule", schedule))
                .isInstanceOf(Refusal.class)
                .hasMessage(
                        "The schedule '" + schedule
                                + "' in recalls.schedule is too fine: an interval is a whole number of milliseconds, 1 at least.");
    }

    @Test
    void an_interval_is_told_from_a_cron() {
        assertThat(Schedules.isInterval("PT60S")).isTrue();
        assertThat(Schedules.isInterval("P1D")).isTrue();
        assertThat(Schedules.isInterval("@daily")).isFalse();
        assertThat(Schedules.isInterval("0 2 * * *")).isFalse();
    }
}
