/**
 * The connection to the registry (SPEC 3, 4, 6; BUS.md 6.1): login and resumption, keep-alives, the choice among several
 * registries, questions and notices. Start with {@link org.hobnob.peer.link.RegistryLinkVerticle}.
 */
package org.hobnob.peer.link;
