/**
 * Lets programs in any language speak on the event bus, over a Unix socket or loopback (BUS.md 7). Nothing is allowed that the
 * operator did not list. Start with {@link org.hobnob.registry.bridge.BridgeVerticle}.
 */
package org.hobnob.registry.bridge;
