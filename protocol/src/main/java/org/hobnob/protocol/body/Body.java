package org.hobnob.protocol.body;

/** A message's body as a reader has it: understood, or of a later version (SPEC 7.2). */
public sealed interface Body permits MessageBody, UnreadableBody {}
