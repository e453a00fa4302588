package org.hobnob.launcher.host;

import java.time.Duration;

/**
 * What people who come by SSH can take of the machine.
 *
 * @param guests how many consoles there may be
 * @param connections how many connections there may be, with those that are not logged in
 * @param connectionsPerAddress how many of them from one address
 * @param login within what time a connection must have logged in, and then within what time opened a console
 * @param idle after what time without a key a console is closed
 * @param tries how many logins one address may try at once
 * @param triesRefill until it may try one more
 */
record HostLimits(
        int guests,
        int connections,
        int connectionsPerAddress,
        Duration login,
        Duration idle,
        int tries,
        Duration triesRefill) {
    /** For a class of thirty behind one address. */
    static HostLimits of(int guests, Duration idle) {
        return new HostLimits(
                guests, 2 * guests + 8, guests + 8, Duration.ofSeconds(60), idle, 2 * guests, Duration.ofSeconds(10));
    }
}
