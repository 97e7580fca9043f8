package azalai.schedule;

/** How missed firings are made up for; Airflow's {@code catchup=True} is {@link #ALL}, {@code False} is {@link #LAST}. */
public enum CatchUp {
    /** Each missed firing is run, oldest first. */
    ALL,
    /** Only the last one is. */
    LAST,
    /** None is: they are only recorded. */
    NONE
}
