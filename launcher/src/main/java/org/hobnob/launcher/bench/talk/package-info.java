/**
 * The cost of a message: complete peers in one process that chat or talk in rooms, compared with plain TCP and plain
 * multicast. Uses the peers through their bus, as the console does. Start with {@link org.hobnob.launcher.bench.talk.Talk}.
 */
package org.hobnob.launcher.bench.talk;
