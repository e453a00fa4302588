/** Deadlines and stalls, by a clock that is passed in. */
package org.hobnob.registry.rules.time;
