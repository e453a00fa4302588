/**
 * The embedded store: a server that speaks MongoDB's protocol, keeps its documents in one file of a data folder, and
 * acknowledges a write only after the file contains it, unless the write concern is {@code w: 1, j: false}.
 *
 * <p>A write takes the path {@code StoreServer → ConnectionHandler → StoreEngine → GroupCommit → MvFile}. One thread
 * applies and commits all writes, so that a commit never contains half a command; reads run in parallel on the event loops.
 * {@code Handshake} and {@code ScramConversation} keep out other users of the machine.
 */
package org.hobnob.registry.store.embedded;
