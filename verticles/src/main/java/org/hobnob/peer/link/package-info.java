/**
 * The peer's link to its registry: it stays logged in, asks what the other verticles and the person want to know, and passes
 * on what the registry says. It may use {@code peer.line}, {@code contact}, {@code profile} and {@code settings}. Start
 * reading at {@link org.hobnob.peer.link.RegistryLinkVerticle}; when to connect, resume and wait is decided in {@code
 * org.hobnob.protocol.login}.
 */
package org.hobnob.peer.link;
