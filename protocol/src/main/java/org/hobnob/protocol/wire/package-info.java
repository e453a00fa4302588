/**
 * The encoding of messages: the native dialect line by line, the original dialect record by record (SPEC 3 to 5).
 * Bounded framers split bytes into lines; tables convert lines to messages and back; malformed input is a value.
 * Start with {@link org.hobnob.protocol.wire.NativeRequests}.
 */
package org.hobnob.protocol.wire;
