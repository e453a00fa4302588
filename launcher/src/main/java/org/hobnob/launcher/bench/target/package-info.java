/**
 * What is measured: a registry that the bench starts itself, or one that runs already. Start with
 * {@link org.hobnob.launcher.bench.target.Target}.
 */
package org.hobnob.launcher.bench.target;
