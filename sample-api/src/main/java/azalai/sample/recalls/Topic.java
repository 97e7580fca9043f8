package azalai.sample.recalls;

/** What dice are thrown for; a new topic, added at the end, disturbs no other. */
enum Topic {
    NONE,
    DAY_MIX,
    INSTANT,
    WEIGHT,
    VERSION,
    CONTENT,
    EVENTS,
    BIRTHS,
    IDENTITY,
    REVISION
}
