/**
 * The results of benches as one HTML page with plots, which opens offline and needs no script. Reads only the JSON that runs
 * write, so that a page can be made of earlier runs, too; what it reads may come from anybody, and is escaped. Start with
 * {@link org.hobnob.launcher.bench.report.page.Page}.
 */
package org.hobnob.launcher.bench.report.page;
