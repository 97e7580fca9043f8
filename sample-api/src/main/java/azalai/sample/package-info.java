/**
 * The sample API: an HTTP server ({@link azalai.sample.SampleApi}) for made-up sources that pipelines are tried and tested
 * on, each of which can be told to misbehave. It knows no pipeline: a source is a class that implements
 * {@link azalai.sample.SampleSource}, is named in {@code META-INF/services/azalai.sample.SampleSource} and answers, for a
 * given day, the requests below its path; what its answers are made of stands in resource files beside it.
 * {@link azalai.sample.explore} makes a source of datasets, {@link azalai.sample.recalls} is the first.
 */
package azalai.sample;
