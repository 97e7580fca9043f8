package azalai.launcher;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A clone with the real launcher in it, a Maven that only notes what it is asked, and a Java that says what it was given. */
final class Clone {
    /** How a start ended. */
    record Start(int exit, List<String> out, String err) {
        /** What the application would have got, after its class name. */
        List<String> arguments() {
            return out.subList(out.indexOf("azalai.cli.Azalai") + 1, out.size());
        }
    }

    private static final String MAVEN = """
            #!/bin/sh
            echo "$*" >>calls
            while [ -e hold ]; do sleep 0.05; done
            if [ -e wrong ]; then cat wrong; exit 1; fi
            for jar in protocol/target/azalai-protocol sample-api/target/azalai-sample-api embedded/target/azalai-embedded spark-job/target/azalai-spark-job src/target/azalai; do
              folder=${jar%/*}
              case "$*" in *-Dazalai.aside=*) folder=$folder/$(echo "$*" | sed 's/.*-Dazalai.aside=\\([a-z]*\\).*/\\1/') ;; esac
              case ",$4," in *",${jar%%/*},"*) mkdir -p "$folder"; wc -l <calls >"$folder/${jar##*/}.jar" ;; esac
            done
            """;

    private static final String JAVA = """
            #!/bin/sh
            printf '%s\\n' "$@"
            """;

    final Path folder;
    final Path jdk;

    Clone(Path folder) throws IOException {
        this.folder = Files.createDirectories(folder);
        this.jdk = folder.resolveSibling("jdk");
        Files.copy(Path.of("..", "azalai"), folder.resolve("azalai"));
        program(folder.resolve("mvnw"), MAVEN);
        for (String source : List.of(
                "protocol/src/main/E.java",
                "sample-api/src/main/D.java",
                "embedded/src/main/A.java",
                "spark-job/src/main/B.java",
                "src/main/C.java",
                "pom.xml")) {
            write(source, "");
        }
        for (String module : List.of("protocol", "sample-api", "embedded", "spark-job", "src")) {
            write(module + "/pom.xml", "");
        }
        java("17.0.15");
        program(jdk.resolve("bin/javac"), JAVA);
    }

    /** Makes the JDK one of this version. */
    void java(String version) throws IOException {
        program(jdk.resolve("bin/java"), JAVA);
        Files.writeString(jdk.resolve("release"), "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"" + version + "\"\n");
    }

    void write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    /** A source that was edited after everything else. */
    void edit(String name) throws IOException {
        Files.setLastModifiedTime(
                folder.resolve(name), FileTime.from(Instant.now().plusSeconds(1)));
    }

    /** The modules of each build so far. */
    List<String> builds() throws IOException {
        Path calls = folder.resolve("calls");
        if (!Files.exists(calls)) {
            return List.of();
        }
        return Files.readAllLines(calls).stream()
                .map(call -> call.split(" ")[3])
                .toList();
    }

    Start start(String... arguments) {
        return await(begin(folder.resolve("azalai"), folder, arguments));
    }

    Process begin(Path launcher, Path from, String... arguments) {
        List<String> command = new ArrayList<>(List.of(launcher.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).directory(from.toFile());
        builder.environment().put("JAVA_HOME", jdk.toString());
        builder.environment().put("PATH", jdk.resolve("bin") + ":/usr/bin:/bin");
        builder.environment().put("HOME", folder.resolveSibling("home").toString());
        builder.environment().remove("AZALAI_JAVA_OPTS");
        try {
            return builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Start await(Process process) {
        try {
            String out = new String(process.getInputStream().readAllBytes());
            String err = new String(process.getErrorStream().readAllBytes());
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
            return new Start(process.exitValue(), out.lines().toList(), err);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static void program(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
