/**
 * The terminal, by means of JLine: editing, completion, keys, output above the line being typed. The only package
 * that uses JLine. Start with {@link org.hobnob.peer.console.terminal.TerminalConsole}.
 */
package org.hobnob.peer.console.terminal;
