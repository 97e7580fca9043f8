/** The step that runs another pipeline. */
package azalai.step.run;
