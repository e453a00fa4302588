package org.hobnob.launcher.bench.target;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import org.hobnob.launcher.bench.measure.BenchRefusedException;
import org.hobnob.net.tls.TlsEngine;

/**
 * The yardstick: a process on loopback that answers lines over the registry's TLS and does nothing else. What it reaches is
 * the floor, the least that any server on these libraries and this machine can cost.
 */
public final class EchoServer implements AutoCloseable {
    private final SideProcess process;
    private final Target target;

    private EchoServer(SideProcess process, Target target) {
        this.process = process;
        this.target = target;
    }

    /**
     * Starts one and waits until it listens. Blocks.
     *
     * @param engine the TLS implementation of both sides
     * @param prefix words before the command, such as those that pin it to a core; may be empty
     * @throws BenchRefusedException if it does not start
     */
    public static EchoServer start(TlsEngine engine, List<String> prefix) throws InterruptedException {
        SideProcess process = SideProcess.start(prefix, EchoMain.class, List.of(engine.name()));
        try {
            int port = Integer.parseInt(process.await(EchoMain.PORT));
            RegistryAddress address = new RegistryAddress("127.0.0.1:" + port, InetAddress.getLoopbackAddress(), port);
            return new EchoServer(
                    process, new Target(address, Optional.empty(), engine, Optional.of(process.handle())));
        } catch (RuntimeException | InterruptedException e) {
            process.close();
            throw e;
        }
    }

    /** What to connect to. It has no keep-alive port. */
    public Target target() {
        return target;
    }

    @Override
    public void close() {
        process.close();
    }
}
