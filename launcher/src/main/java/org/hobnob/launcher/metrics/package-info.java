/** Metrics of a running registry for Prometheus, and a health check. */
package org.hobnob.launcher.metrics;
