/** The settings and clients that every conversation with the brokers shares. */
package azalai.kafka;
