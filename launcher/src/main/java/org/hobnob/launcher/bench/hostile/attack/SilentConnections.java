package org.hobnob.launcher.bench.hostile.attack;

/** Connections that say nothing, from one address or from many; more of them all the time. */
final class SilentConnections implements Attack {
    private final int perSecond;
    private final int addresses;
    private final boolean tls;
    private long opened;

    /** @param tls whether they complete the TLS handshake */
    SilentConnections(int perSecond, int addresses, boolean tls) {
        this.perSecond = perSecond;
        this.addresses = addresses;
        this.tls = tls;
    }

    @Override
    public void begin(Ground ground) {
        ground.atRate(perSecond, () -> open(ground, Ground.address(opened++ % addresses)));
    }

    private void open(Ground ground, String from) {
        if (tls) {
            ground.tls(from);
        } else {
            ground.tcp(from);
        }
    }
}
