/**
 * What is known of other users: where they are, and which keys they had before. It may use {@code peer.identity} and {@code
 * profile}. Start reading at {@link org.hobnob.peer.contact.ContactKeysVerticle} and {@link
 * org.hobnob.peer.contact.ContactBook}.
 */
package org.hobnob.peer.contact;
