/** A made-up weather service: hourly values of any place, by arithmetic, the last two days of which are corrected later. */
package azalai.sample.weather;
