/**
 * What a peer does with mailboxes (SPEC 14): when a waiting message is put into one, what becomes of a letter that was
 * fetched, and which prekeys are due. Pure. Start with {@link org.hobnob.protocol.mailbox.engine.MailEngine}.
 */
package org.hobnob.protocol.mailbox.engine;
