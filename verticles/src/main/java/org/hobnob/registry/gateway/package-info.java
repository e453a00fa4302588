/**
 * The TLS server (SPEC 3 to 5): detects the dialect, turns requests into calls on the bus and replies into messages of that
 * dialect, and passes notices on. Knows sockets and dialects, but neither rules nor the store. Start with {@link
 * org.hobnob.registry.gateway.GatewayVerticle}.
 */
package org.hobnob.registry.gateway;
