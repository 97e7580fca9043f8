/**
 * What people and programs reach over HTTP while the application is up: one Jetty, one login before everything, and the
 * API that {@code camel/web/rest-api.camel.yaml} declares. Only {@code azalai up} opens it.
 */
package azalai.service.api;
