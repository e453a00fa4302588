/**
 * The commands: their table and the actions behind them, for menus and scripts alike. Start with {@link
 * org.hobnob.peer.console.command.CommandTable}.
 */
package org.hobnob.peer.console.command;
