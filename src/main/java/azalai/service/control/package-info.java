/**
 * How a command asks the application that owns the data folder: HTTP on the loopback, with a token from a file only the
 * folder's user can read.
 */
package azalai.service.control;
