/** placeholder */
package azalai.load;
