package org.hobnob.launcher.bench.hostile.attack;

/** Connects, completes the TLS handshake and closes again, from one address or from many. */
final class DroppedConnections implements Attack {
    private final int perSecond;
    private final int addresses;
    private long opened;

    DroppedConnections(int perSecond, int addresses) {
        this.perSecond = perSecond;
        this.addresses = addresses;
    }

    @Override
    public void begin(Ground ground) {
        ground.atRate(
                perSecond,
                () -> ground.tls(Ground.address(opened++ % addresses)).onSuccess(ground::drop));
    }
}
