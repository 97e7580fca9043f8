package azalai.sample.weather;

import azalai.sample.SampleExchange;
import azalai.sample.SampleOptions;
import azalai.sample.SampleSource;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * A made-up weather service that answers as Open-Meteo does: the hours of a place between two days as parallel arrays.
 * It knows the hours up to the end of the day it shows; those of that day and the one before are forecasts, which
 * become others the next day.
 */
public final class WeatherSource implements SampleSource {
    private static final String PATH = "/v1/forecast";
    private static final int MOST_DAYS = 3_700;
    private static final int FORECAST_DAYS = 1;
    private static final Map<String, Variable> VARIABLES = Variable.all();

    @Override
    public String pipeline() {
        return "weather";
    }

    @Override
    public String path() {
        return PATH;
    }

    @Override
    public Showing show(SampleOptions options) {
        return WeatherSource::answer;
    }

    private static void answer(SampleExchange exchange) throws IOException {
        Map<String, Object> answer;
        try {
            answer = forecast(exchange);
        } catch (DateTimeException | IllegalArgumentException e) {
            Map<String, Object> refused = new LinkedHashMap<>();
            refused.put("reason", "Parameters are missing or wrong: " + e.getMessage());
            refused.put("error", true);
            exchange.send(400, refused);
            return;
        }
        exchange.send(200, answer);
    }

    private static Map<String, Object> forecast(SampleExchange exchange) {
        double latitude = coordinate(exchange, "latitude", 90);
        double longitude = coordinate(exchange, "longitude", 180);
        LocalDate from = day(exchange, "start_date");
        LocalDate asked = day(exchange, "end_date");
        LocalDate to = asked.isAfter(exchange.day()) ? exchange.day() : asked;
        if (ChronoUnit.DAYS.between(from, asked) > MOST_DAYS) {
            throw new IllegalArgumentException("at most " + MOST_DAYS + " days");
        }
        List<LocalDateTime> hours = new ArrayList<>();
        for (LocalDateTime hour = from.atStartOfDay();
                hour.isBefore(to.plusDays(1).atStartOfDay());
                hour = hour.plusHours(1)) {
            hours.add(hour);
        }
        Map<String, Object> units = new LinkedHashMap<>();
        Map<String, Object> hourly = new LinkedHashMap<>();
        units.put("time", "iso8601");
        hourly.put("time", hours.stream().map(LocalDateTime::toString).toList());
        String names = exchange.parameters().get("hourly");
        for (String name : names == null ? new String[0] : names.split(",")) {
            Variable variable = VARIABLES.get(name.strip());
            if (variable == null) {
                throw new IllegalArgumentException("there is no variable " + name);
            }
            units.put(name, variable.unit());
            hourly.put(
                    name,
                    hours.stream()
                            .map(hour -> value(variable, name, latitude, longitude, hour, exchange.day()))
                            .toList());
        }
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("latitude", latitude);
        answer.put("longitude", longitude);
        answer.put("generationtime_ms", 0.2);
        answer.put("utc_offset_seconds", 0);
        answer.put("timezone", "GMT");
        answer.put("timezone_abbreviation", "GMT");
        answer.put("elevation", 100.0);
        answer.put("hourly_units", units);
        answer.put("hourly", hourly);
        return answer;
    }

    private static Object value(
            Variable variable, String name, double latitude, double longitude, LocalDateTime hour, LocalDate day) {
        long seed = (name + latitude + "," + longitude + hour).hashCode();
        boolean forecast = !hour.toLocalDate().isBefore(day.minusDays(FORECAST_DAYS));
        double error = forecast ? 2 * new SplittableRandom(seed * 31 + day.toEpochDay()).nextDouble() - 1 : 0;
        return variable.at(latitude, hour, new SplittableRandom(seed).nextDouble(), error);
    }

    private static double coordinate(SampleExchange exchange, String name, double most) {
        String text = exchange.parameters().get(name);
        double value = text == null ? Double.NaN : Double.parseDouble(text);
        if (!(Math.abs(value) <= most)) {
            throw new IllegalArgumentException(name + " is from -" + most + " to " + most);
        }
        return value;
    }

    private static LocalDate day(SampleExchange exchange, String name) {
        String text = exchange.parameters().get(name);
        if (text == null) {
            throw new IllegalArgumentException(name + " is missing");
        }
        return LocalDate.parse(text);
    }
}
