/**
 * Ed25519, whose signatures peers and registries verify. Uses the protocol's interfaces only. Start with {@link
 * org.hobnob.ed25519.Ed25519Verifier}.
 */
package org.hobnob.ed25519;
