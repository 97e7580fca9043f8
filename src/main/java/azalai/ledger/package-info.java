/** Everything that is stored about pipelines: every statement on the tables of schema azalai, and the states of runs and tasks. */
package azalai.ledger;
