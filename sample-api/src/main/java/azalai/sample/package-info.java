/**
 * The sample API: an HTTP server that answers as data.economie.gouv.fr does, from a made-up world or a file, and that
 * misbehaves on demand so that tests can play every bad answer. {@link azalai.sample.SampleApi} is the only way
 * in.
 */
package azalai.sample;
