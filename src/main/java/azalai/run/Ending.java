package azalai.run;

/** Why a run is ended before its time. */
enum Ending {
    /** Somebody asked for it. */
    CANCELLED("The run was cancelled."),
    /** The application stops: the run goes back to the queue. */
    HANDED_BACK("The application stops: the run goes back to the queue."),
    /** It is no longer this application's: the database was out of reach for too long, or another one closed it. */
    LOST("The run was given up: the database was out of reach for too long, or another application closed it.");

    private final String sentence;

    Ending(String sentence) {
        this.sentence = sentence;
    }

    /** For people. */
    String sentence() {
        return sentence;
    }
}
