/**
 * The {@code hobnob} command: {@link org.hobnob.launcher.Main} lists the subcommands, each of which has a package of its
 * own. Reads settings, assembles the parts, and reports failures with an exit code. Only
 * {@code archive}, which runs commands to record their classes, depends on it.
 */
package org.hobnob.launcher;
