/** placeholder */
package azalai.embedded;
