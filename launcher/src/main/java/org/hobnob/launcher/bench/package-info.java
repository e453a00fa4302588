/**
 * The engine of {@code hobnob bench}: simulated peers in both dialects, real TLS and UDP, closed loops, histograms, and
 * the report. Knows the wire and no rule of the registry.
 */
package org.hobnob.launcher.bench;
