package azalai.sample.recalls;

/** What dice are thrown for; a new topic disturbs no other. */
final class Topic {
    static final int DAY_MIX = 1;
    static final int INSTANT = 2;
    static final int WEIGHT = 3;
    static final int VERSION = 4;
    static final int CONTENT = 5;
    static final int EVENTS = 6;
    static final int BIRTHS = 7;
    static final int IDENTITY = 8;
    static final int REVISION = 9;

    private Topic() {}
}
