package azalai.service.control;

import static org.assertj.core.api.Assertions.assertThat;

import azalai.pipeline.RunRequest;
import azalai.pipeline.Trigger;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RunRequestJsonTest {
    static List<RunRequest> requests() {
        RunRequest full = RunRequest.now("recalls", Trigger.MANUAL, true);
        return List.of(
                full,
                full.acceptingWithdrawals(),
                RunRequest.backfill("recalls", LocalDate.parse("2026-01-01"), LocalDate.parse("2026-01-31")));
    }

    @ParameterizedTest
    @MethodSource("requests")
    void a_request_reaches_the_application_that_stays_up_as_it_was_asked(RunRequest request) throws Exception {
        String sent = ControlServer.JSON.writeValueAsString(request);

        assertThat(ControlServer.JSON.readValue(sent, RunRequest.class)).isEqualTo(request);
    }

    @Test
    void withdrawals_are_accepted_only_where_somebody_said_so() {
        assertThat(RunRequest.now("recalls", Trigger.MANUAL, true).acceptWithdrawals())
                .isFalse();
        assertThat(RunRequest.now("recalls", Trigger.MANUAL, true)
                        .acceptingWithdrawals()
                        .acceptWithdrawals())
                .isTrue();
    }
}
