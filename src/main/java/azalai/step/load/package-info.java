/** The Spark batch seen from the application: a child JVM that is started, waited for, and never left behind. */
package azalai.step.load;
