/**
 * How messages are spelt: the native dialect line by line, the original dialect record by record (SPEC 3 to 5). Bounded
 * framers turn bytes into lines, tables turn lines into messages and back; malformed input is a value. Start with
 * {@link org.hobnob.protocol.wire.NativeRequests}.
 */
package org.hobnob.protocol.wire;
