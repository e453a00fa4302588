/**
 * The mailboxes that a peer keeps for friends (SPEC 14.5): who may leave what there, and who gets it. Pure. Start with {@link
 * org.hobnob.protocol.mailbox.keeper.Keeper}.
 */
package org.hobnob.protocol.mailbox.keeper;
