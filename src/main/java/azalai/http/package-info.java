/** One way to ask an address over HTTP: the route {@code http-get}, its bounded retries and its sentences. */
package azalai.http;
