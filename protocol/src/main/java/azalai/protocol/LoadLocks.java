package azalai.protocol;

/** PostgreSQL's advisory locks that loads hold: the first of the two numbers of a key, which keeps it apart from those of others. */
public final class LoadLocks {
    /** "azal"; with the oid of a table: its one load. */
    public static final int TABLE = 0x617a616c;

    /** "azld"; with the number of a load: it lives, and so do its staging tables. */
    public static final int LOAD = 0x617a6c64;

    private LoadLocks() {}
}
