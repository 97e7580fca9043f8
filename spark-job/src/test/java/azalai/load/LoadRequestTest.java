package azalai.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import azalai.protocol.LoadRequest;
import azalai.protocol.OffsetRange;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LoadRequestTest {
    private static final String LINE =
            "{\"jdbcUrl\":\"jdbc:postgresql://h/d\",\"jdbcUser\":\"u\",\"jdbcPassword\":\"hidden\",\"brokers\":\"b:1\","
                    + "\"kafkaClient\":{\"security.protocol\":\"SSL\"},\"topic\":\"t\",\"table\":\"x\",\"version\":null,"
                    + "\"pipeline\":\"p\",\"runId\":7,\"lockTimeoutMillis\":1000,\"full\":true,\"published\":3,"
                    + "\"publishedTo\":[{\"partition\":1,\"begin\":4,\"end\":7}],\"limits\":{\"mostMisfits\":5,"
                    + "\"mostMisfitsShare\":0.5,\"mostWithdrawnShare\":0.25,\"acceptWithdrawals\":true}}";

    @Test
    void a_request_is_a_line_of_json() {
        assertThat(LoadRequestReader.parse(LINE))
                .isEqualTo(new LoadRequest(
                        "jdbc:postgresql://h/d",
                        "u",
                        "hidden",
                        "b:1",
                        Map.of("security.protocol", "SSL"),
                        "t",
                        "x",
                        null,
                        "p",
                        7L,
                        1000,
                        true,
                        3,
                        List.of(new OffsetRange(1, 4, 7)),
                        new LoadRequest.Limits(5, 0.5, 0.25, true)));
    }

    @Test
    void the_password_is_never_shown() {
        assertThat(LoadRequestReader.parse(LINE).toString()).doesNotContain("hidden");
        assertThatThrownBy(() -> LoadRequestReader.parse(LINE.replace("\"runId\":7", "\"runId\":oops")))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("cannot be read")
                .hasMessageNotContaining("hidden");
    }

    @Test
    void what_is_missing_is_named() {
        assertThatThrownBy(() -> LoadRequestReader.parse(LINE.replace("\"t\"", "\"\"")))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("lacks topic");
        assertThatThrownBy(() -> LoadRequestReader.parse(null)).isInstanceOf(Refusal.class);
        assertThatThrownBy(() -> LoadRequestReader.parse(LINE.replace("\"runId\":7", "\"runId\":null")))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("lacks runId");
    }
}
