/** The command line and the wiring of the application. */
package azalai;
