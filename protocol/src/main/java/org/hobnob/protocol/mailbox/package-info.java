/**
 * Mailboxes: prekeys, sealed letters and the requests for them (SPEC 14). No registry offers them yet. The seal itself
 * (HPKE) is passed in. Start with {@link org.hobnob.protocol.mailbox.Letter}.
 */
package org.hobnob.protocol.mailbox;
