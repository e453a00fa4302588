/**
 * The user interface of a peer, for a person or a script (BUS.md 6.4): runs lines one after the other and shows
 * what happens. Independent of terminals and sockets; other verticles are asked over the bus. Start with {@link
 * org.hobnob.peer.console.ConsoleVerticle}; to add a command, add a row to the table of its topic, see
 * {@code command.CommandTable}.
 */
package org.hobnob.peer.console;
