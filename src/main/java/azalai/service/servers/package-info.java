/**
 * The servers a run needs: the ones the configuration names, or the embedded ones, a JVM of their own that is started
 * and stopped here. Whoever uses them gets addresses and does not know which kind they are.
 */
package azalai.service.servers;
