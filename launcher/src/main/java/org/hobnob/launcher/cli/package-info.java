/**
 * What all commands share: exit codes, the reporting of failures, the version, and the program's folder. Knows no command.
 * Start with {@link org.hobnob.launcher.cli.Failure}.
 */
package org.hobnob.launcher.cli;
