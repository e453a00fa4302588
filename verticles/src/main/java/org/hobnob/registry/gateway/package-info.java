/**
 * The TLS door (SPEC 3 to 5): recognises the dialect, turns requests into calls on the bus and replies into the words of
 * that dialect, passes notices on. Knows sockets and dialects, no rules and no store. Start with
 * {@link org.hobnob.registry.gateway.GatewayVerticle}.
 */
package org.hobnob.registry.gateway;
