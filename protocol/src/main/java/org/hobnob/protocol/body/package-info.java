/**
 * What a chat message consists of besides who sent it: its text, when it was said, what it answers, and how this is
 * encoded in typed fields (SPEC 7.2). Uses only {@code protocol.message.value} and {@code protocol.text}. Start with
 * {@link org.hobnob.protocol.body.MessageBody}.
 */
package org.hobnob.protocol.body;
