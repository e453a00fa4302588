/**
 * Faults between real sockets, drawn from a seed: for tests with programs that really run.
 *
 * <p>{@link org.hobnob.faults.TcpProxy} stands between a client and a server and cuts, delays, stalls or refuses their
 * connections. {@link org.hobnob.faults.UdpProxy} does the like with the datagrams between one server and its clients. Multicast
 * has no place to stand between, where all share one interface: {@link org.hobnob.faults.FaultyDatagrams} lets the datagram
 * sockets of one Vert.x hear through faults, each receiver through its own. What can happen to datagrams is the simulator's
 * {@link org.hobnob.protocol.sim.LinkFaults}.
 *
 * <pre>{@code
 * try (TcpProxy link = TcpProxy.to(new InetSocketAddress("127.0.0.1", storePort), seed)) {
 *     connect(link.port());
 *     link.delay(20, 50);
 *     link.cutAll(TcpProxy.Cut.RESET);
 *     link.stall(); // a partition: nothing passes, nobody is told
 *     link.heal();
 * }
 * }</pre>
 *
 * <p>The same seed draws the same faults; which datagram or byte meets which of them is up to the machine.
 */
package org.hobnob.faults;
