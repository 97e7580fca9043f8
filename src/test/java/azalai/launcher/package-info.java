/** The launcher, {@code azalai}, with a Maven and a Java that only say what they were asked. */
package azalai.launcher;
