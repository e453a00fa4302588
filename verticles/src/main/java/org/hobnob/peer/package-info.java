/**
 * One peer as a whole: {@link org.hobnob.peer.Peer} deploys the verticles of the wings below in order. Each wing is one
 * concern: {@code link} to the registry, {@code line} to other peers, {@code contact} and their keys, {@code chat},
 * {@code room}, {@code console}; {@code identity}, {@code profile} and {@code settings} are what they share.
 */
package org.hobnob.peer;
