/**
 * Mailboxes that this peer keeps for friends (SPEC 14.5): the profile's file and the connections around the rules. Start with
 * {@link org.hobnob.peer.keeper.KeeperDesk}.
 */
package org.hobnob.peer.keeper;
