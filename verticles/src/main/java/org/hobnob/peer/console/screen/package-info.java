/**
 * The output of lines and their appearance: plain, or with a terminal's escape sequences. Every escape sequence
 * that Hobnob prints is made here. Start with {@link org.hobnob.peer.console.screen.Screen}.
 */
package org.hobnob.peer.console.screen;
