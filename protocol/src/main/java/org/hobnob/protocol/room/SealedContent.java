package org.hobnob.protocol.room;

/** What a sealed datagram says (SPEC 8.2). */
public sealed interface SealedContent permits Fragment, Unreadable {}
