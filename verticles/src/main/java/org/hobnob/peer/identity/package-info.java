/**
 * The key by which a user is known to others, and the TLS with which peers prove theirs to each other (SPEC 12). Knows
 * keys and certificates, no messages, no bus and no files.
 */
package org.hobnob.peer.identity;
