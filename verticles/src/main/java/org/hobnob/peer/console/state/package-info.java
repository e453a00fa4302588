/**
 * What commands and forms share: the conversations, the login, the state of the connection to the registry, the
 * screen, and requests to other verticles. Start with {@link org.hobnob.peer.console.state.ConsoleState}.
 */
package org.hobnob.peer.console.state;
