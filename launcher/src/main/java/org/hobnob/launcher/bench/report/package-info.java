/**
 * The results of a run as text and JSON: what was measured, on which machine, with which limits. Computes nothing. Start
 * with {@link org.hobnob.launcher.bench.report.Report}.
 */
package org.hobnob.launcher.bench.report;
