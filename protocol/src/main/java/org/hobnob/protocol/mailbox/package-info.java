/**
 * Mailboxes: prekeys, sealed letters, put tokens (SPEC 14). The seal itself (HPKE) is passed in. Start with {@link
 * org.hobnob.protocol.mailbox.Letter}.
 */
package org.hobnob.protocol.mailbox;
