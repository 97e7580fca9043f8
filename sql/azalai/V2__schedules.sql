-- Schedules: a firing is a run or a missed row, once, whichever application sees it first.
CREATE TABLE azalai.schedule (
    pipeline    text PRIMARY KEY,
    since       timestamptz NOT NULL DEFAULT clock_timestamp(),
    fingerprint text
);
COMMENT ON TABLE azalai.schedule IS 'What is remembered of each scheduled pipeline beside its runs';
COMMENT ON COLUMN azalai.schedule.pipeline IS 'The pipeline';
COMMENT ON COLUMN azalai.schedule.since IS 'When its schedule was first started: no firing before is missed';
COMMENT ON COLUMN azalai.schedule.fingerprint IS 'What its source looked like at the last successful run of an interval schedule; null before';

ALTER TABLE azalai.run ADD COLUMN missed integer CHECK (missed > 0);
COMMENT ON COLUMN azalai.run.missed IS 'How many firings this missed row stands for; null for any other';
CREATE UNIQUE INDEX run_firing ON azalai.run (pipeline, scheduled_at, trigger) WHERE scheduled_at IS NOT NULL;

ALTER TABLE azalai.task ADD COLUMN times jsonb NOT NULL DEFAULT '{}';
COMMENT ON COLUMN azalai.task.times IS 'When the task, in its last attempt, entered each of its states';
