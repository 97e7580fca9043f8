/** From cleaned pages to Kafka: the topic as declared, a page as one list of messages, and what cannot be sent. */
package azalai.step.kafka;
