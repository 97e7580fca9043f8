package azalai.sample.weather;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/** Something that is measured every hour: how it goes by latitude, season and time of day, as {@code variables.csv} says. */
final class Variable {
    private static final double WARMEST_DAY = 200;
    private static final double WARMEST_HOUR = 15;

    private final String name;
    private final String unit;
    private final double base;
    private final double perLatitude;
    private final double season;
    private final double daily;
    private final double noise;
    private final double least;
    private final double most;
    private final int decimals;

    private Variable(String[] values) {
        name = values[0];
        unit = values[1];
        base = Double.parseDouble(values[2]);
        perLatitude = Double.parseDouble(values[3]);
        season = Double.parseDouble(values[4]);
        daily = Double.parseDouble(values[5]);
        noise = Double.parseDouble(values[6]);
        least = Double.parseDouble(values[7]);
        most = Double.parseDouble(values[8]);
        decimals = Integer.parseInt(values[9]);
    }

    /** Every one, by name. */
    static Map<String, Variable> all() {
        Map<String, Variable> all = new LinkedHashMap<>();
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(Variable.class.getResourceAsStream("variables.csv")), StandardCharsets.UTF_8))) {
            lines.lines().skip(1).map(line -> new Variable(line.split(","))).forEach(one -> all.put(one.name, one));
            return all;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String unit() {
        return unit;
    }

    /**
     * Its value.
     *
     * @param chance from 0 to 1, the same for the same hour
     * @param error how far a forecast is off, from -1 to 1; 0 when the hour is past and measured
     */
    BigDecimal at(double latitude, LocalDateTime hour, double chance, double error) {
        double hemisphere = latitude < 0 ? -1 : 1;
        double value = base
                + perLatitude * Math.abs(latitude)
                + hemisphere * season * wave(hour.getDayOfYear() - WARMEST_DAY, 365)
                + daily * wave(hour.getHour() - WARMEST_HOUR, 24)
                + noise * (2 * chance - 1)
                + noise * error / 3;
        return BigDecimal.valueOf(Math.min(most, Math.max(least, value))).setScale(decimals, RoundingMode.HALF_UP);
    }

    private static double wave(double from, double period) {
        return Math.cos(2 * Math.PI * from / period);
    }
}
