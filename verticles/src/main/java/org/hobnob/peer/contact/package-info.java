/**
 * What is known of other users: their addresses according to the registry, their keys, and what to do when a key
 * changes (SPEC 12, BUS.md 6.6). Start with {@link org.hobnob.peer.contact.ContactKeysVerticle}.
 */
package org.hobnob.peer.contact;
