/**
 * The person's or the script's side of a peer (BUS.md 6.4): takes lines, does one after the other, shows what happens.
 * Knows no terminal and no sockets; it asks the other verticles over the bus. Start with
 * {@link org.hobnob.peer.console.ConsoleVerticle}; a new command is a row of {@code command.CommandTable}.
 */
package org.hobnob.peer.console;
