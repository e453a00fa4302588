/**
 * How a peer logs in at its registry and stays logged in (SPEC 4.3 and 4.8). Decisions only, without sockets,
 * clocks or timers. May use only messages, values and {@code protocol.retry}. Start with {@link
 * org.hobnob.protocol.login.LoginMachine}.
 */
package org.hobnob.protocol.login;
