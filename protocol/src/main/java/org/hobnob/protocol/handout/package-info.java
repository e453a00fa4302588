/**
 * Hand-outs: a file for many members of a room goes out once, by multicast (SPEC 17). Pure: {@link
 * org.hobnob.protocol.handout.HandoutSender} says which piece to send when, {@link
 * org.hobnob.protocol.handout.HandoutReceiver} puts together what arrives and says what it lacks; time is passed in.
 * What cannot be repaired by multicast is named, so that the caller can fetch it over a connection.
 */
package org.hobnob.protocol.handout;
