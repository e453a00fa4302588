/**
 * What strangers may do, counted: token buckets by key, turns of addresses, log lines that repeat, the addresses that are
 * spared. Pure: the time is passed in. Start with {@link org.hobnob.limits.RateLimit}.
 */
package org.hobnob.limits;
