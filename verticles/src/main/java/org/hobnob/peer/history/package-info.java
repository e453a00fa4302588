/**
 * What was said, on disk: encrypted, searchable, bounded. {@link org.hobnob.peer.history.HistoryStore} keeps lines and
 * finds them, without Vert.x; {@link org.hobnob.peer.history.HistoryVerticle} serves it on the bus. Start reading with
 * {@link org.hobnob.peer.history.Line} and SPEC 13.1.
 */
package org.hobnob.peer.history;
