package azalai.config;

import java.util.Locale;

/**
 * A setting as it is declared.
 *
 * @param name its name; one that ends in {@code .*} stands for all names that begin so
 * @param type what its values look like
 * @param value its default; empty = none
 * @param meaning a line for people
 * @param role what it is beside a setting
 * @param of the pipeline whose sample's address it takes; else the first part of its name
 * @param place the file and line that declare it
 */
public record Setting(String name, SettingType type, String value, String meaning, Role role, String of, String place) {
    /** What a setting is beside a setting: declared in parentheses after its type. */
    public enum Role {
        /** Nothing else. */
        NONE(""),
        /** A pipeline may have its own, under its name and this one. */
        PER_PIPELINE("per pipeline"),
        /** Where a source is: with {@code --sample} the sample API takes its place. */
        SAMPLE_ADDRESS("sample address"),
        /** How much the sample API shows. */
        SAMPLE_COUNT("sample count"),
        /** The day the sample API shows, as {@code --sample-date}. */
        SAMPLE_DATE("sample date"),
        /** The file the sample API shows, as {@code --sample-file}. */
        SAMPLE_FILE("sample file"),
        /** The name under which it shows that file. */
        SAMPLE_DATASET("sample dataset");

        private final String written;

        Role(String written) {
            this.written = written;
        }

        /** As declarations write it. */
        public String written() {
            return written;
        }
    }

    private static final String ANY = "*";

    /** Whether this stands for all names that begin so. */
    public boolean isPrefix() {
        return name.endsWith("." + ANY);
    }

    /** How the names begin that it stands for. */
    String prefix() {
        return name.substring(0, name.length() - ANY.length());
    }

    /** The environment variable that overrides it. */
    public String variable() {
        return variable(name);
    }

    /** The environment variable that overrides the setting of this name. */
    static String variable(String name) {
        return name.replace('.', '_').replace('-', '_').toUpperCase(Locale.ROOT);
    }

    /** The same for one pipeline; empty, since the value for all pipelines stands behind it. */
    Setting ofPipeline(String pipeline) {
        return new Setting(pipeline + "." + name, type.orEmpty(), "", meaning, Role.NONE, pipeline, place);
    }

    /** Whether somebody has to give it a value. */
    public boolean isRequired() {
        return value.isEmpty() && !type.optional();
    }

    /** @throws azalai.error.Refusal if it cannot have this value */
    void check(String given) {
        type.check(name, given);
    }
}
