/** The pages of docs/ that say what the files declare: made from them, and held current. */
package azalai.docs;
