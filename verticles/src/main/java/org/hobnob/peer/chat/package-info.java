/**
 * One-to-one chats (SPEC 7, BUS.md 6.2): who chats with whom, messages that wait and arrive once, open datagrams to
 * original peers. The rules are in {@code protocol.chat}; this is their glue to lines, file and screen. Start with
 * {@link org.hobnob.peer.chat.DirectChatVerticle}.
 */
package org.hobnob.peer.chat;
