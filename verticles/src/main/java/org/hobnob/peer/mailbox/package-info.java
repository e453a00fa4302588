/**
 * The user's mail (SPEC 14): letters to contacts who are away, and those in the user's own mailbox at the registry. What is
 * done with them is decided by {@code protocol.mailbox.engine}. Start with {@link org.hobnob.peer.mailbox.Mailbox}.
 */
package org.hobnob.peer.mailbox;
