/**
 * The {@code hobnob peer} and {@code hobnob identity} commands: options, the first connection, the terminal or the pipe,
 * and exit codes. Assembles the peer and leaves everything else to it. Start with {@link
 * org.hobnob.launcher.peer.PeerCommand}.
 */
package org.hobnob.launcher.peer;
