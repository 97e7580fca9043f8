package azalai.sample;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Set;

/**
 * A way to misbehave, as {@code POST /control/fault} describes it: to {@code times} requests (1 if absent) after
 * {@code skip} that go well, among those whose path contains {@code path}. Fields that a kind does not name are ignored by
 * it.
 *
 * <ul>
 *   <li>{@code status}: answers with {@code status} and, if given, {@code body};
 *   <li>{@code 429}: the quota's answer, with {@code reset_time} in its body or {@code retry_after} as a header;
 *   <li>{@code html}: a proxy's maintenance page with status 200;
 *   <li>{@code redirect}: 302 to {@code location};
 *   <li>{@code hang}: never answers, until {@code none} clears all faults;
 *   <li>{@code cut}: closes the connection after {@code afterRows} rows;
 *   <li>{@code interrupted}: ends the answer after {@code afterRows} rows with the API's text for that;
 *   <li>{@code short}: gives {@code rows} rows less than it should and ends well;
 *   <li>{@code transform}: replaces the fields of {@code patch} and takes away those of {@code remove} in the records
 *       whose key is among {@code keys} (in all if absent); a patch may hold what Java cannot write, such as "\ud800".
 * </ul>
 *
 * The last four are the source's to play, as far as its answers have rows.
 */
@JsonAutoDetect(fieldVisibility = Visibility.ANY)
public final class Fault {
    static final List<String> KINDS =
            List.of("status", "429", "html", "redirect", "hang", "cut", "interrupted", "short", "transform", "none");

    String kind;
    int times = 1;
    int skip;
    String path = "";
    Integer status;
    String body;

    @JsonProperty("reset_time")
    JsonNode resetTime;

    @JsonProperty("retry_after")
    JsonNode retryAfter;

    String location;
    private int afterRows;
    private int rows;
    private ObjectNode patch;
    private List<String> remove = List.of();
    private Set<String> keys;

    /** Whether this is to happen. */
    public boolean is(String wanted) {
        return wanted.equals(kind);
    }

    /** How many rows an answer of so many has, the connection then being cut, interrupted or ended. */
    public long rowsOf(long expected) {
        return is("short") ? expected - rows : is("cut") || is("interrupted") ? afterRows : Long.MAX_VALUE;
    }

    /** Whether the record of that key is to be transformed. */
    public boolean transforms(String key) {
        return is("transform") && (keys == null || keys.contains(key));
    }

    /** The record with the fields replaced and taken away. */
    public ObjectNode transform(ObjectNode record) {
        if (patch != null) {
            record.setAll(patch);
        }
        return record.remove(remove);
    }
}
