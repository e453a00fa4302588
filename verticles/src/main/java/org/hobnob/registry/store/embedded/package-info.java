/**
 * The store that the registry brings along: a server which speaks MongoDB's protocol, keeps its documents in one
 * file of a data folder, and answers a write only after the file holds it, unless its write concern is {@code w: 1, j: false}.
 *
 * <p>A write goes {@code StoreServer → ConnectionHandler → StoreEngine → GroupCommit → MvFile}. One thread applies
 * all writes and commits them, so that a commit never contains half a command; reads run beside it on the event loops.
 * {@code Handshake} and {@code ScramConversation} keep other users of the machine out.
 */
package org.hobnob.registry.store.embedded;
