package org.hobnob.protocol.body;

/** A body with a field that this version must understand and does not; a person is told so (SPEC 7.2). */
public record UnreadableBody() implements Body {}
