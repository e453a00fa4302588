/**
 * The {@code hobnob} command: {@link org.hobnob.launcher.Main} names the subcommands, each of which has a package of its
 * own. Reads settings, puts the parts together, says what went wrong and with which exit code. Nothing depends on it.
 */
package org.hobnob.launcher;
