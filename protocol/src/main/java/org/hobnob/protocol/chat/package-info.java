/**
 * One-to-one messages that arrive once and in order, although lines may break and programs may be killed at any
 * time (SPEC 7.1). {@link org.hobnob.protocol.chat.ChatEngine} decides; its owner carries out the {@link
 * org.hobnob.protocol.chat.ChatEffect}s.
 */
package org.hobnob.protocol.chat;
