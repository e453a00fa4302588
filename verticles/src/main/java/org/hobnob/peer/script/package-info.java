/**
 * Programs that use a peer instead of a person: requests, answers and events as lines of JSON, over standard input and
 * output or a socket of the owner's (docs/json.md). Takes the console's place on the bus. May use values, and the password
 * of the console. Start with {@link org.hobnob.peer.script.ScriptVerticle}; what can be asked is in {@link
 * org.hobnob.peer.script.RequestTable}, what is told in {@link org.hobnob.peer.script.EventTable}.
 */
package org.hobnob.peer.script;
