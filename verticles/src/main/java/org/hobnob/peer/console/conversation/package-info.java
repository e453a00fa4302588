/**
 * Which rooms and chats are open, which one is current, what is unread, and the messages to show. State only,
 * without input or output. Start with {@link org.hobnob.peer.console.conversation.Conversations}.
 */
package org.hobnob.peer.console.conversation;
