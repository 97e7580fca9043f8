package azalai.sample;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * A way to misbehave, as {@code POST /control/fault} describes it. Fields that a kind does not name are ignored by it.
 *
 * <ul>
 *   <li>{@code status}: answers with {@code status} and, if given, {@code body};
 *   <li>{@code 429}: the quota's answer, with {@code reset_time} in its body or {@code retry_after} as a header;
 *   <li>{@code html}: a proxy's maintenance page with status 200;
 *   <li>{@code redirect}: 302 to {@code location};
 *   <li>{@code hang}: never answers, until the faults are cleared;
 *   <li>{@code cut}: closes the connection after {@code afterRows} rows;
 *   <li>{@code interrupted}: ends the answer after {@code afterRows} rows with the API's text for that;
 *   <li>{@code short}: gives {@code rows} rows less than it should and ends well;
 *   <li>{@code transform}: replaces the fields of {@code patch} and takes away those of {@code remove} in the records
 *       whose key is among {@code keys} (in all if absent); a patch may hold what Java cannot write, such as "\ud800".
 * </ul>
 *
 * @param times to how many requests it happens, 1 if absent
 * @param skip how many requests before them go well
 * @param path only requests whose path contains it count, such as {@code records} or {@code exports}; null for all
 */
@JsonIgnoreProperties(ignoreUnknown = false)
record Fault(
        String kind,
        Integer times,
        Integer skip,
        String path,
        Integer status,
        String body,
        @JsonProperty("reset_time") JsonNode resetTime,
        @JsonProperty("retry_after") JsonNode retryAfter,
        String location,
        int afterRows,
        int rows,
        JsonNode patch,
        List<String> remove,
        List<String> keys) {
    /** What {@code kind} may be. */
    static final List<String> KINDS =
            List.of("status", "429", "html", "redirect", "hang", "cut", "interrupted", "short", "transform", "none");

    boolean is(String wanted) {
        return wanted.equals(kind);
    }
}
