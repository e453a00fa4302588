/**
 * Which rooms and chats are open, which one lines go to, what is unread, what was said and by whom. Pure state; asks and
 * shows nothing. Start with {@link org.hobnob.peer.console.conversation.Conversations}.
 */
package org.hobnob.peer.console.conversation;
