/**
 * What commands and forms share: the conversations, who is logged in, how the link to the registry stands, the screen, and
 * the way to ask other verticles. Start with {@link org.hobnob.peer.console.state.ConsoleState}.
 */
package org.hobnob.peer.console.state;
