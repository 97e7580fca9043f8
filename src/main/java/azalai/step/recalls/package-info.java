/** What is about France's product recalls alone: the identifications of their products. */
package azalai.step.recalls;
