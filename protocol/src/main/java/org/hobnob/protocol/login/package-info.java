/**
 * How a peer logs in at its registry and stays logged in (SPEC 4.3 and 4.8): decisions only, without a socket, a clock or a
 * timer of their own. Start reading at {@link org.hobnob.protocol.login.LoginMachine}; it may use messages, values and
 * {@code protocol.retry}, nothing else.
 */
package org.hobnob.protocol.login;
