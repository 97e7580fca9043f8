/** What a pipeline is, as its files say it: read, checked and named in one place, without anything running. */
package azalai.pipeline;
