/**
 * The terminal itself, by JLine: editing, completion, keys, lines written above the one being typed. The only package that
 * knows JLine. Start with {@link org.hobnob.peer.console.terminal.TerminalConsole}.
 */
package org.hobnob.peer.console.terminal;
