/**
 * What a person sees of the history: the last lines of a conversation that is opened, what was searched, exports. Asks
 * {@code peer.history} (BUS.md 6.7). Start with {@link org.hobnob.peer.console.history.HistoryActions}.
 */
package org.hobnob.peer.console.history;
