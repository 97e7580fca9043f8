/** What goes wrong: a failure is one sentence for a person, and what libraries throw becomes one here. The ground floor. */
package azalai.error;
