package azalai.config;

import java.nio.file.Path;

/**
 * The folder of the project on this machine: the launcher says where it is by {@code -Dazalai.home}.
 *
 * @param folder absolute
 */
public record Home(Path folder) {
    /** The project as the launcher gave it; the working directory when nothing was said (tests, an IDE). */
    public static Home find() {
        return new Home(
                Path.of(System.getProperty("azalai.home", "")).toAbsolutePath().normalize());
    }

    /** A path of the user's or of the configuration: relative ones are below the project. */
    public Path resolve(String path) {
        return folder.resolve(path).normalize();
    }

    /** The class path of a module's own JVM: its jar and the jars beside it in {@code target/lib}. */
    public String classPath(String module, String jar) {
        Path target = folder.resolve(module).resolve("target");
        return target.resolve(jar) + java.io.File.pathSeparator + target.resolve("lib") + "/*";
    }
}
