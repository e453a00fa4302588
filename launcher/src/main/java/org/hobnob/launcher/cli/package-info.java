/**
 * What all commands share: exit codes, how a failure is told, the version, where the program is installed. Knows no
 * command. Start with {@link org.hobnob.launcher.cli.Failure}.
 */
package org.hobnob.launcher.cli;
