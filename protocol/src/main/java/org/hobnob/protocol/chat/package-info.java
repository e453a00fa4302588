/**
 * One-to-one messages that arrive once and in order, over lines that may break at any time and programs that may die at
 * any time (SPEC 7.1). {@link org.hobnob.protocol.chat.ChatEngine} decides; whoever owns it carries its
 * {@link org.hobnob.protocol.chat.ChatEffect}s out.
 */
package org.hobnob.protocol.chat;
