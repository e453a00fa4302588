/** Deadlines and stalls. Pure: the time is passed in. */
package org.hobnob.registry.rules.time;
