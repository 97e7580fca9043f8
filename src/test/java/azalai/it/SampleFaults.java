package azalai.it;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;

/** What the sample API is told to do wrong, and what it was asked. */
final class SampleFaults {
    private final Azalai azalai;

    /** The faults of the sample API that runs among these services. */
    SampleFaults(Azalai azalai) {
        this.azalai = azalai;
    }

    /** Adds a fault behind those that wait: its kind, the part of a path it happens to, and the kind's own fields. */
    void add(String kind, String path, Object... fields) throws Exception {
        Map<String, Object> fault = new LinkedHashMap<>();
        fault.put("kind", kind);
        fault.put("path", path);
        for (int i = 0; i < fields.length; i += 2) {
            fault.put(fields[i].toString(), fields[i + 1]);
        }
        azalai.control("fault", fault);
    }

    /** Forgets all faults and lets go of the requests that hang. */
    void clear() throws Exception {
        azalai.control("fault", Map.of("kind", "none"));
    }

    /** How many requests the API was asked whose address contains this, since the servers started. */
    long asked(String part) throws Exception {
        long asked = 0;
        for (JsonNode request : azalai.control("requests", null).path("requests")) {
            asked += request.path("target").asText().contains(part) ? 1 : 0;
        }
        return asked;
    }
}
