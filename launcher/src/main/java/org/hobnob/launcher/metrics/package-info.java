/** Figures of a running registry, for Prometheus and for whoever asks whether it is well. */
package org.hobnob.launcher.metrics;
