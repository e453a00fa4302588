/**
 * Mailboxes (SPEC 14, BUS.md 4.6): prekeys, letters and put tokens of all users, in the store. Start with {@link
 * org.hobnob.registry.mailbox.MailboxVerticle}.
 */
package org.hobnob.registry.mailbox;
