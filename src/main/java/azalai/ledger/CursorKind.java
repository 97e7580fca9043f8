package azalai.ledger;

import azalai.config.Durations;
import azalai.error.Refusal;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAccessor;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * What a source's cursor is made of, and how that is ordered. Values are texts in one form a kind, as
 * {@code azalai.cursor} keeps them; a source gives them in many.
 */
public enum CursorKind {
    /** A day in UTC, {@code 2026-01-31}. */
    DAY("day", "write it as in 2026-01-31") {
        @Override
        String canonical(Object raw) {
            Instant instant = instant(raw);
            return instant == null ? null : day(instant);
        }

        @Override
        public Optional<String> now(Instant instant) {
            return Optional.of(day(instant));
        }

        @Override
        String minus(String value, Duration lag) {
            // A part of a day reads the whole of it.
            return LocalDate.parse(value)
                    .minusDays(lag.plusDays(1).minusNanos(1).toDays())
                    .toString();
        }
    },
    /** An instant in UTC, {@code 2026-01-31T12:00:00Z}, to the microsecond: what the database orders. */
    INSTANT("instant", "write it as in 2026-01-31T12:00:00Z") {
        @Override
        String canonical(Object raw) {
            Instant instant = instant(raw);
            return instant == null
                    ? null
                    : instant.truncatedTo(ChronoUnit.MICROS).toString();
        }

        @Override
        public int compare(String one, String other) {
            return Instant.parse(one).compareTo(Instant.parse(other));
        }

        @Override
        public Optional<String> now(Instant instant) {
            return Optional.of(instant.truncatedTo(ChronoUnit.MICROS).toString());
        }

        @Override
        String minus(String value, Duration lag) {
            return Instant.parse(value).minus(lag).toString();
        }
    },
    /** A number, {@code 4711}. */
    NUMBER("number", "write it as in 4711") {
        @Override
        String canonical(Object raw) {
            BigDecimal number = number(raw);
            return number == null
                    ? null
                    : number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
        }

        @Override
        public int compare(String one, String other) {
            return new BigDecimal(one).compareTo(new BigDecimal(other));
        }

        @Override
        public String before(String value, String lag) {
            BigDecimal back = number(lag);
            if (back == null || back.signum() < 0) {
                throw new Refusal(
                        "The lag '%s' of a cursor that is a number is none: write it as in 100.".formatted(lag));
            }
            return canonical(new BigDecimal(value).subtract(back));
        }
    },
    /** A text, ordered by the bytes of its UTF-8. */
    TEXT("text", "write up to 1000 characters") {
        @Override
        String canonical(Object raw) {
            String text = raw instanceof String || raw instanceof Number ? raw.toString() : "";
            return text.isBlank() || text.length() > LONGEST || text.indexOf('\0') >= 0 ? null : text;
        }

        @Override
        public int compare(String one, String other) {
            return Arrays.compareUnsigned(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public String before(String value, String lag) {
            if (!lag.strip().equals("0")) {
                throw new Refusal(
                        "A cursor that is a text has no lag, but '%s' is given: leave it out.".formatted(lag));
            }
            return value;
        }
    };

    private static final int LONGEST = 1_000;
    /** Beyond it a number is no second any more, but a millisecond: the year 5138. */
    private static final BigDecimal MILLIS = BigDecimal.valueOf(100_000_000_000L);

    /** A day, or a datetime whose seconds and offset may be absent: without one it is UTC. */
    private static final DateTimeFormatter DATETIME = new DateTimeFormatterBuilder()
            .append(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
            .appendPattern("[XXX][XX][X]")
            .toFormatter(Locale.ROOT)
            .withResolverStyle(ResolverStyle.STRICT);

    private final String title;
    private final String advice;

    CursorKind(String title, String advice) {
        this.title = title;
        this.advice = advice;
    }

    /** The kind of this name. @throws Refusal if there is none */
    public static CursorKind of(String name) {
        return Arrays.stream(values())
                .filter(kind -> kind.title.equals(name))
                .findFirst()
                .orElseThrow(() -> new Refusal(
                        "A cursor is a day, an instant, a number or a text, but not '%s'.".formatted(name)));
    }

    /** Its name, as the ledger keeps it. */
    public String title() {
        return title;
    }

    /** The value that a field of a record has; empty if it cannot be read, which moves no cursor. */
    public Optional<String> read(Object raw) {
        return Optional.ofNullable(canonical(raw));
    }

    /** The value that a person writes. @throws Refusal if the source could not order it, or it is in the future */
    public String parse(String written) {
        String value = read(written)
                .orElseThrow(() -> new Refusal("The cursor is %s %s, and '%s' is none: %s."
                        .formatted(this == INSTANT ? "an" : "a", title, written, advice)));
        if (now(Instant.now()).filter(now -> compare(value, now) > 0).isPresent()) {
            throw new Refusal("The %s %s is in the future: a cursor stands at %s that was read."
                    .formatted(title, value, this == DAY ? "a day" : "an instant"));
        }
        return value;
    }

    /** Which of two values is the later, as comparators say. */
    public int compare(String one, String other) {
        return one.compareTo(other);
    }

    /** What a lag before a value is: of days and instants a duration, of numbers a number, of texts none, {@code 0}. */
    public String before(String value, String lag) {
        return minus(value, Durations.parse("lag", lag));
    }

    /** The last value that is not in the future at an instant; empty if the kind knows no future. */
    public Optional<String> now(Instant instant) {
        return Optional.empty();
    }

    abstract String canonical(Object raw);

    String minus(String value, Duration lag) {
        return value;
    }

    static String day(Instant instant) {
        return LocalDate.ofInstant(instant, ZoneOffset.UTC).toString();
    }

    /** A day at midnight, a datetime or an epoch in seconds or milliseconds; null if it is none, or not in years 1 to 9999. */
    static Instant instant(Object raw) {
        try {
            BigDecimal epoch = number(raw);
            Instant instant = epoch != null ? epoch(epoch) : raw instanceof String text ? instant(text.strip()) : null;
            int year = instant == null ? 0 : instant.atOffset(ZoneOffset.UTC).getYear();
            return year >= 1 && year <= 9999 ? instant : null;
        } catch (DateTimeException | ArithmeticException e) {
            // Lenient: such a record is carried on, the cleaning names the field; it only moves no cursor.
            return null;
        }
    }

    private static Instant epoch(BigDecimal number) {
        BigDecimal seconds = number.abs().compareTo(MILLIS) > 0 ? number.movePointLeft(3) : number;
        BigDecimal whole = seconds.setScale(0, java.math.RoundingMode.FLOOR);
        return Instant.ofEpochSecond(
                whole.longValueExact(),
                seconds.subtract(whole).movePointRight(9).longValue());
    }

    private static Instant instant(String text) {
        if (text.indexOf(':') < 0) {
            return LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
        }
        TemporalAccessor read =
                DATETIME.parseBest(text.replaceFirst(" ", "T"), OffsetDateTime::from, LocalDateTime::from);
        return read instanceof OffsetDateTime offset
                ? offset.toInstant()
                : ((LocalDateTime) read).toInstant(ZoneOffset.UTC);
    }

    private static BigDecimal number(Object raw) {
        String text =
                raw instanceof Number || raw instanceof String ? raw.toString().strip() : "";
        return text.matches("-?\\d{1,40}(\\.\\d{1,40})?") ? new BigDecimal(text) : null;
    }
}
