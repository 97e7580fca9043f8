/** The command line: a class a verb. Results go to standard output, progress and errors to standard error. */
package azalai.cli;
