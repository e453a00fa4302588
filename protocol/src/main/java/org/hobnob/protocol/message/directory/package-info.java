/**
 * What the registry tells about users and rooms: contacts, members, rosters, the state of a room (SPEC 4). Start
 * with {@link org.hobnob.protocol.message.directory.Contact}.
 */
package org.hobnob.protocol.message.directory;
