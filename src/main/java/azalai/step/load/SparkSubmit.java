package azalai.step.load;

import azalai.config.Configuration;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The command line of Spark's own {@code SparkSubmit} for the load job; no secret stands in it. */
final class SparkSubmit {
    /** What Spark needs opened on Java 17: org.apache.spark.launcher.JavaModuleOptions of Spark 3.5. */
    private static final List<String> OPENED = List.of(
            "java.base/java.lang",
            "java.base/java.lang.invoke",
            "java.base/java.lang.reflect",
            "java.base/java.io",
            "java.base/java.net",
            "java.base/java.nio",
            "java.base/java.util",
            "java.base/java.util.concurrent",
            "java.base/java.util.concurrent.atomic",
            "java.base/jdk.internal.ref",
            "java.base/sun.nio.ch",
            "java.base/sun.nio.cs",
            "java.base/sun.security.action",
            "java.base/sun.util.calendar",
            "java.security.jgss/sun.security.krb5");

    private SparkSubmit() {}

    static List<String> command(Configuration configuration, Path temp) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(
                "-Xmx" + heap(configuration),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xshare:auto",
                "-XX:+IgnoreUnrecognizedVMOptions"));
        OPENED.forEach(name -> command.add("--add-opens=" + name + "=ALL-UNNAMED"));
        command.addAll(List.of(
                "-Djdk.reflect.useDirectMethodHandle=false",
                "-Djava.io.tmpdir=" + temp,
                "-cp",
                configuration.home().classPath("spark-job", "azalai-spark-job.jar"),
                "org.apache.spark.deploy.SparkSubmit",
                "--master",
                configuration.get("spark.master")));
        conf(configuration, temp).forEach(entry -> command.addAll(List.of("--conf", entry)));
        command.addAll(List.of("--class", "azalai.load.LoadJob", "spark-internal"));
        return command;
    }

    /** The heap of the load's JVM. */
    static String heap(Configuration configuration) {
        String heap = configuration.get("load.heap");
        return heap.isEmpty() ? "1g" : heap;
    }

    /** What Spark asks its host for and need not: a name that may not resolve, a user that may have no entry. */
    static Map<String, String> environment(Configuration configuration) {
        return isLocal(configuration)
                ? Map.of("SPARK_LOCAL_IP", "127.0.0.1", "SPARK_USER", "azalai", "HADOOP_USER_NAME", "azalai")
                : Map.of();
    }

    private static boolean isLocal(Configuration configuration) {
        return configuration.get("spark.master").startsWith("local");
    }

    private static Stream<String> conf(Configuration configuration, Path temp) {
        Map<String, String> conf =
                new java.util.TreeMap<>(Map.of("spark.ui.enabled", "false", "spark.local.dir", temp.toString()));
        if (isLocal(configuration)) {
            conf.put("spark.driver.host", "127.0.0.1");
            conf.put("spark.driver.bindAddress", "127.0.0.1");
        }
        conf.putAll(configuration.below("spark.conf."));
        return conf.entrySet().stream().map(e -> e.getKey() + "=" + e.getValue());
    }
}
