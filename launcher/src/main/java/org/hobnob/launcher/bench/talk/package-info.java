/**
 * What a message costs: whole peers in one process that chat or talk in rooms, beside plain TCP and plain multicast. Uses
 * the peer as its users do, through its bus. Start with {@link org.hobnob.launcher.bench.talk.Talk}.
 */
package org.hobnob.launcher.bench.talk;
