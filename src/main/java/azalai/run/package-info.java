/** Runs and tasks: their states, counts and ledger. The routes call in here only through kamelets and Camel's events. */
package azalai.run;
