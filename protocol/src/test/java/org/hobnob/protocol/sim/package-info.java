/**
 * The simulator: one seed, one run, single-threaded and exactly repeatable.
 *
 * <p>A {@link org.hobnob.protocol.sim.World} has a clock and a queue of events. Its nodes run programs that may crash, lose
 * power, pause and start again; between them are {@link org.hobnob.protocol.sim.DatagramNet} (multicast with faults),
 * {@link org.hobnob.protocol.sim.LineNet} (lines as of TLS), {@link org.hobnob.protocol.sim.Calls} (questions over lines);
 * each has a {@link org.hobnob.protocol.sim.Disk}. {@link org.hobnob.protocol.sim.RosterModel} stands for the registry,
 * {@link org.hobnob.protocol.sim.Keys} gives signers. An engine under test gets {@code node.nowMs()} as its time and
 * {@code world.random("engine of anna")} as its randomness, and nothing else from outside.
 *
 * <pre>{@code
 * Seeds.run(world -> {
 *     DatagramNet net = new DatagramNet(world, "lan");
 *     net.faults(LinkFaults.drawn(world.random("faults")));
 *     List<String> heard = new ArrayList<>();
 *     Node anna = world.node("anna", node -> sayOften(node, net)); // what runs at each start
 *     Node ben = world.node("ben", node -> net.join(node, "room", (from, bytes) -> heard.add(from)));
 *     anna.start();
 *     ben.start();
 *     world.in(200, ben::restart);
 *     world.check(world.runUntil(() -> heard.contains("anna"), 60_000), () -> "ben heard " + heard);
 * });
 * }</pre>
 *
 * <p>A failing seed is run again with a trace, and the failure names the command that replays it. Draw nothing from
 * elsewhere, and let no order depend on a {@code HashMap} of objects without a {@code hashCode} of their own.
 */
package org.hobnob.protocol.sim;
