package org.hobnob.launcher.chaos;

import java.util.Map;
import org.hobnob.faults.Lan;
import org.hobnob.launcher.Surroundings;

/** Where the registries of a test run, seen from the test, which their store and their clients run beside. */
interface Site {
    String LOOPBACK = "127.0.0.1";

    /** Where a registry is, for its clients and for the other registries. */
    String host(int node);

    /** Where the test is, for a registry. */
    String here();

    /** The interface of the test's own programs. */
    String device();

    /** What a registry is started in. */
    Surroundings around(int node, Surroundings plain);

    /** Whether registries can be cut from each other. */
    boolean canCut();

    /** What these two send each other is dropped from now on. */
    void cut(int one, int other);

    /** Nothing is dropped between registries any more; how many packets were. */
    long heal();

    /** All on this machine's loopback, where no two can be cut from each other. */
    static Site loopback() {
        return new Site() {
            @Override
            public String host(int node) {
                return LOOPBACK;
            }

            @Override
            public String here() {
                return LOOPBACK;
            }

            @Override
            public String device() {
                return "lo";
            }

            @Override
            public Surroundings around(int node, Surroundings plain) {
                return plain;
            }

            @Override
            public boolean canCut() {
                return false;
            }

            @Override
            public void cut(int one, int other) {
                throw new UnsupportedOperationException("registries on loopback cannot be cut from each other");
            }

            @Override
            public long heal() {
                return 0;
            }
        };
    }

    /** Each registry on a machine of a LAN of its own; the test runs at the hub. */
    static Site on(Lan lan) {
        return new Site() {
            @Override
            public String host(int node) {
                return lan.address(node);
            }

            @Override
            public String here() {
                return lan.hubAddress();
            }

            @Override
            public String device() {
                return "br0";
            }

            @Override
            public Surroundings around(int node, Surroundings plain) {
                return plain.behind(lan.on(node)).with(Map.of("HOBNOB_INTERFACE", lan.device()));
            }

            @Override
            public boolean canCut() {
                return true;
            }

            @Override
            public void cut(int one, int other) {
                lan.cut(one, other);
            }

            @Override
            public long heal() {
                long dropped = lan.dropped();
                lan.heal();
                return dropped;
            }
        };
    }
}
