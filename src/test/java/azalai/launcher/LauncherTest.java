package azalai.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import azalai.launcher.Clone.Start;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LauncherTest {
    @TempDir
    Path temp;

    private Clone clone;

    @BeforeEach
    void clones() throws IOException {
        clone = new Clone(temp.toRealPath().resolve("a clone"));
    }

    @Test
    void the_first_start_builds_everything_and_says_so_in_one_line_and_the_next_builds_nothing() throws IOException {
        Start first = clone.start("--help");
        Start second = clone.start("--help");

        assertThat(first.exit()).isZero();
        assertThat(first.err().lines())
                .singleElement()
                .asString()
                .contains("first start", "downloads", "MB", "home/.m2");
        assertThat(second.err()).isEmpty();
        assertThat(clone.builds()).containsExactly("protocol,sample-api,embedded,spark-job,src");
    }

    @Test
    void only_the_module_whose_sources_changed_is_built_again() throws IOException {
        clone.start();
        clone.edit("spark-job/src/main/B.java");

        assertThat(clone.start().err()).contains("building protocol, spark-job, whose sources changed");
        assertThat(clone.builds()).containsExactly("protocol,sample-api,embedded,spark-job,src", "protocol,spark-job");
    }

    @Test
    void the_sample_api_is_built_with_the_servers_that_have_it_among_their_libraries() throws IOException {
        clone.start();
        clone.edit("sample-api/src/main/D.java");
        clone.start();
        clone.edit("embedded/src/main/A.java");
        clone.start();

        assertThat(clone.builds()).containsSubsequence("protocol,sample-api,embedded", "protocol,sample-api,embedded");
    }

    @Test
    void what_runs_keeps_its_files_while_they_are_built_again() throws IOException {
        clone.start();
        Path jar = clone.folder.resolve("src/target/azalai.jar");
        String before = Files.readString(jar);
        try (java.io.InputStream running = Files.newInputStream(jar)) {
            clone.edit("src/main/C.java");
            clone.start();

            assertThat(new String(running.readAllBytes())).isEqualTo(before);
        }
        assertThat(Files.readString(jar)).isNotEqualTo(before);
    }

    @Test
    void a_build_that_was_cut_off_is_done_again() throws IOException {
        clone.start();
        clone.write("target/azalai-building", "");

        assertThat(clone.start().exit()).isZero();
        assertThat(clone.builds()).hasSize(2);
        assertThat(clone.folder.resolve("target/azalai-building")).doesNotExist();
    }

    @Test
    void a_second_start_waits_for_the_build_of_the_first_and_does_not_repeat_it() throws IOException {
        clone.write("hold", "");
        Process first = clone.begin(clone.folder.resolve("azalai"), clone.folder);
        await().until(() -> Files.exists(clone.folder.resolve("calls")));
        Process second = clone.begin(clone.folder.resolve("azalai"), clone.folder);
        String said = second.errorReader().readLine();
        Files.delete(clone.folder.resolve("hold"));

        assertThat(said).contains("another start is building here");
        assertThat(Clone.await(first).exit()).isZero();
        assertThat(Clone.await(second).exit()).isZero();
        assertThat(clone.builds()).hasSize(1);
    }

    @Test
    void a_failed_build_ends_in_its_reason_and_its_log() throws IOException {
        clone.write(
                "wrong", "[INFO] x\n[ERROR] COMPILATION ERROR : \n[ERROR] C.java:[1,2] ';' expected\n[ERROR] more\n");

        Start start = clone.start();

        assertThat(start.exit()).isEqualTo(1);
        assertThat(start.out()).isEmpty();
        assertThat(start.err())
                .contains("The build failed: C.java:[1,2] ';' expected. See ")
                .contains("target/azalai-build.log");
        assertThat(clone.folder.resolve("target/azalai-build.log")).content().contains("more");
        Files.delete(clone.folder.resolve("wrong"));
        assertThat(clone.start().exit()).isZero();
    }

    @Test
    void a_java_too_old_or_too_new_is_named_in_one_sentence() throws IOException {
        for (String version : new String[] {"1.8.0_392", "11.0.2", "25"}) {
            clone.java(version);

            Start start = clone.start();

            assertThat(start.exit()).isEqualTo(1);
            assertThat(start.err().lines())
                    .singleElement()
                    .asString()
                    .contains("A JDK from 17 to 22 is needed", version + " at ");
        }
    }

    @Test
    void a_jre_is_enough_for_what_is_built_and_said_to_be_too_little_for_what_is_not() throws IOException {
        clone.start();
        Files.delete(clone.jdk.resolve("bin/javac"));

        assertThat(clone.start().exit()).isZero();
        clone.edit("pom.xml");
        assertThat(clone.start().err()).contains("is a JRE, without javac");
    }

    @Test
    void arguments_arrive_as_they_are_through_a_link_and_from_another_folder() throws IOException {
        Path link = Files.createSymbolicLink(temp.resolve("link"), Path.of("a clone", "azalai"));

        Start start = Clone.await(clone.begin(link, temp, "sql", "SELECT '*'  AS \"a b\"", "", "$HOME"));

        assertThat(start.arguments()).containsExactly("sql", "SELECT '*'  AS \"a b\"", "", "$HOME");
        assertThat(start.out()).contains("-Dazalai.home=" + clone.folder, "-Xmx256m");
    }
}
