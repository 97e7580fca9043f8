package azalai.service.api;

import static org.assertj.core.api.Assertions.assertThat;

import azalai.error.SqlFailures;
import java.net.ConnectException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;

/** How a request that failed is answered. */
class AnswersTest {
    private static Exchange answered(Exception failure) {
        Exchange exchange = new DefaultExchange(new DefaultCamelContext());
        exchange.setProperty(Exchange.EXCEPTION_CAUGHT, failure);
        new Answers().failed(exchange);
        return exchange;
    }

    private static void assertAnswer(Exception failure, int status, String... words) {
        Exchange exchange = answered(failure);
        assertThat(exchange.getMessage().getHeader(Exchange.HTTP_RESPONSE_CODE)).isEqualTo(status);
        assertThat(exchange.getMessage().getBody(String.class)).contains(words).doesNotContain("Exception", "null");
    }

    @Test
    void a_database_that_is_away_is_no_fault_of_the_api() {
        SQLException away = new SQLTransientConnectionException(
                "azalai - Connection is not available", new ConnectException("Connection to db:5432 refused."));
        assertAnswer(SqlFailures.of(away), 503, "PostgreSQL cannot be reached: Connection to db:5432 refused");
        assertAnswer(SqlFailures.of(new SQLException("An I/O error occurred", "08006")), 503, "An I/O error occurred");
        assertAnswer(SqlFailures.of(new SQLException("terminating connection", "57P01")), 503, "terminating");
    }

    @Test
    void another_failure_is_told_without_a_word_of_java() {
        assertAnswer(new NullPointerException("Cannot invoke \"x\" because \"y\" is null"), 500, "An internal error");
        assertAnswer(new ApiError(404, "There is no run 7."), 404, "There is no run 7.");
    }
}
