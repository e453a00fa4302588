/**
 * One peer as a whole: {@link org.hobnob.peer.Peer} deploys the verticles of the packages below it, one per
 * concern: {@code link} to the registry, {@code line} to other peers, {@code contact} and their keys, {@code chat},
 * {@code room}, {@code console}. All of them share {@code identity}, {@code profile} and {@code settings}.
 */
package org.hobnob.peer;
