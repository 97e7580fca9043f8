package azalai.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PostgresMessagesTest {
    @Test
    void the_last_serious_line_is_the_reason() {
        assertThat(PostgresMessages.reason("""
                waiting for server to start.... stopped waiting
                pg_ctl: could not start server
                Examine the log output.
                2026-11-20 22:00:00.000 UTC [7] LOG:  starting PostgreSQL
                2026-11-20 22:00:00.000 UTC [7] FATAL:  could not write to file "pg_wal/x": No space left on device
                2026-11-20 22:00:00.000 UTC [7] LOG:  database system is shut down
                """))
                .isEqualTo("could not write to file \"pg_wal/x\": No space left on device");
    }

    @Test
    void without_one_the_last_line_is() {
        assertThat(PostgresMessages.reason("starting\nshut down\n\n")).isEqualTo("shut down");
        assertThat(PostgresMessages.reason("")).isEqualTo("it did not say why");
    }
}
