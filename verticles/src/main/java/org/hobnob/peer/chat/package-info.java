/**
 * One-to-one chats and direct messages (SPEC 7, BUS.md 6.2): chat requests, messages that wait and arrive once,
 * open datagrams to original peers. The rules are in {@code protocol.chat}; this package connects them to peer
 * connections, the profile's file and the console. Start with {@link org.hobnob.peer.chat.DirectChatVerticle}.
 */
package org.hobnob.peer.chat;
