/**
 * Who other users are: where the registry says they are, which key each had before, and what to do when it changes (SPEC
 * 12, BUS.md 6.6). Start with {@link org.hobnob.peer.contact.ContactKeysVerticle}.
 */
package org.hobnob.peer.contact;
