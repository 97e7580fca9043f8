package azalai.load;

import azalai.protocol.LoadRequest;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

/** Reads a load's request from its line. */
final class LoadRequestReader {
    private LoadRequestReader() {}

    /** Reads a request; refuses one that is not JSON, has an unknown name or lacks one that is needed. */
    static LoadRequest parse(String line) {
        if (line == null) {
            throw new LastingRefusal("The load got no request: standard input was empty");
        }
        try {
            LoadRequest request = new ObjectMapper().readValue(line, LoadRequest.class);
            require("jdbcUrl", request.jdbcUrl());
            require("brokers", request.brokers());
            require("topic", request.topic());
            require("table", request.table());
            require("pipeline", request.pipeline());
            require("limits", request.limits() == null ? null : "given");
            if (request.full()) {
                require("runId", request.runId() == null ? null : "given");
                require("publishedTo", request.publishedTo() == null ? null : "given");
            }
            return request;
        } catch (JsonProcessingException e) {
            // The message only: the source it would show holds the password.
            throw new LastingRefusal("The load's request cannot be read: " + e.getOriginalMessage());
        }
    }

    private static void require(String name, String value) {
        if (value == null || value.isBlank()) {
            throw new LastingRefusal("The load's request lacks " + name);
        }
    }
}
