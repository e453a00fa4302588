/**
 * The messages between peers and the registry, independent of their encoding: requests, replies, notices, and the
 * reasons of refusals (SPEC 4). Start with {@link org.hobnob.protocol.message.Request}.
 */
package org.hobnob.protocol.message;
