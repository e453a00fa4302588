/**
 * Where lines are written and how they look: plain, or with the escapes of a terminal. Every escape that Hobnob prints is
 * made here. Start with {@link org.hobnob.peer.console.screen.Screen}.
 */
package org.hobnob.peer.console.screen;
