/**
 * What crosses between the JVMs of the application, the load and the embedded servers, declared once: requests, exit codes,
 * locks, and how a child notices that its parent is gone. Java alone, since every classpath has it.
 */
package azalai.protocol;
