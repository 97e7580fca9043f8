package azalai.config;

import azalai.error.Refusal;
import java.text.ParseException;
import java.time.Duration;
import org.quartz.CronExpression;

/**
 * Schedules as a pipeline declares them: a quartz cron, a five-field cron, {@code @daily}, {@code @hourly}, or an
 * interval.
 */
public final class Schedules {
    private Schedules() {}

    /** Whether the schedule is an interval ({@code PT60S}) rather than a cron. */
    public static boolean isInterval(String schedule) {
        return schedule.startsWith("P");
    }

    /** The quartz cron of a schedule that is no interval. @throws Refusal if it cannot be read */
    public static String cron(String name, String schedule) {
        String cron =
                switch (schedule) {
                    case "@daily" -> "0 0 0 * * ?";
                    case "@hourly" -> "0 0 * * * ?";
                    default -> schedule.split("\\s+").length == 5 ? fiveFields(schedule) : schedule;
                };
        try {
            new CronExpression(cron);
            checkTime(cron);
            return cron;
        } catch (ParseException | RuntimeException e) {
            throw new Refusal(
                    "The schedule '%s' in %s cannot be read (%s): write a cron as in '0 0 6 * * ?' or '0 2 * * *', @daily, @hourly or PT60S."
                            .formatted(schedule, name, e.getMessage()),
                    e);
        }
    }

    /** Quartz 2.5.2 takes an hour of 99 for 0 and a minute of 99 for none: it forgets to look. */
    private static void checkTime(String cron) throws ParseException {
        String[] fields = cron.strip().split("\\s+");
        check(fields[0], "second", 59);
        check(fields[1], "minute", 59);
        check(fields[2], "hour", 23);
    }

    private static void check(String field, String unit, int most) throws ParseException {
        for (String number : field.split("\\D+")) {
            if (!number.isEmpty() && (number.length() > 2 || Integer.parseInt(number) > most)) {
                throw new ParseException("a %s is a number from 0 to %d".formatted(unit, most), -1);
            }
        }
    }

    /** @throws Refusal if the schedule cannot be read */
    public static void check(String name, String schedule) {
        if (schedule.isEmpty()) {
            return; // By hand only.
        }
        if (isInterval(schedule)) {
            Duration interval = Durations.parse(name, schedule);
            if (interval.toMillis() == 0 || interval.toNanosPart() % 1_000_000 != 0) {
                throw new Refusal(
                        "The schedule '%s' in %s is too fine: an interval is a whole number of milliseconds, 1 at least."
                                .formatted(schedule, name));
            }
        } else {
            cron(name, schedule);
        }
    }

    /**
     * Unix cron's five fields as quartz's six: seconds in front, one of the two day fields '?', and days of the week
     * from 1 (Sunday) instead of 0.
     */
    private static String fiveFields(String schedule) {
        String[] f = schedule.split("\\s+");
        boolean anyWeekday = f[4].equals("*") || f[4].equals("?");
        String weekday = anyWeekday ? "?" : quartzWeekdays(f[4]);
        String day = anyWeekday ? f[2].equals("?") ? "*" : f[2] : f[2].equals("*") ? "?" : f[2];
        return String.join(" ", "0", f[0], f[1], day, f[3], weekday);
    }

    private static String quartzWeekdays(String field) {
        StringBuilder out = new StringBuilder();
        for (String part : field.split("(?<=[,/-])|(?=[,/-])")) {
            boolean step = out.length() > 0 && out.charAt(out.length() - 1) == '/';
            out.append(part.matches("[0-7]") && !step ? String.valueOf(Integer.parseInt(part) % 7 + 1) : part);
        }
        return out.toString();
    }
}
