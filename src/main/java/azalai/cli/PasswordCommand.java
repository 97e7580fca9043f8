package azalai.cli;

import azalai.service.api.Passwords;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code azalai password}: the login of what {@code up} serves over HTTP. */
@Command(
        name = "password",
        mixinStandardHelpOptions = true,
        description = "Replaces the password of user azalai for HTTP.",
        synopsisSubcommandLabel = "COMMAND")
final class PasswordCommand implements Runnable {
    @picocli.CommandLine.Spec
    private picocli.CommandLine.Model.CommandSpec spec;

    @Override
    public void run() {
        throw new picocli.CommandLine.ParameterException(spec.commandLine(), "Say reset");
    }

    @Command(
            name = "reset",
            mixinStandardHelpOptions = true,
            description = "Makes a new password and prints it, this once. An application that is up takes it at once.")
    int reset(@Mixin CommonOptions options) {
        try (Session session = new Session(options)) {
            String password = Passwords.reset(session.configuration(), session.data());
            if (options.json()) {
                Map<String, Object> json = new LinkedHashMap<>();
                json.put("user", Passwords.USER);
                json.put("password", password);
                System.out.println(Json.line(json));
            } else {
                System.out.println(password);
            }
            return 0;
        }
    }
}
