/**
 * What keeps the product's own tables and files from growing for ever: the steps of pipeline maintenance, called through
 * their kamelets.
 */
package azalai.step.maintenance;
