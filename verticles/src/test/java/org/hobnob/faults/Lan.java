package org.hobnob.faults;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Machines on a network of their own, as network namespaces with cables to a hub, whose kernel drops multicast at random,
 * or all that comes from another machine. Wants root, {@code ip}, and {@code nft} or {@code iptables}. The hub itself can
 * keep multicast from machines, as switches do that snoop, or machines from each other, as access points do; for that
 * {@code ip} is enough.
 */
public final class Lan implements AutoCloseable {
    private static final int PATIENCE_S = 20;
    private static final String DEVICE = "eth0";
    private static final AtomicInteger COUNT = new AtomicInteger();
    private static final Pattern NFT_COUNTER = Pattern.compile("counter packets (\\d+)");
    private static final Pattern IPTABLES_COUNTER = Pattern.compile("(?m)^\\s*(\\d+)\\s+\\d+\\s+DROP");

    private final String name;
    private final String hub;
    private final List<String> hosts;
    private final boolean hasNft;

    private record Done(boolean well, String output) {}

    private Lan(String name, int size) {
        this.name = name;
        hub = name + "hub";
        hosts = IntStream.range(0, size).mapToObj(i -> name + i).toList();
        hasNft = runs("nft", "--version").well;
    }

    /** @throws IllegalStateException where {@link #hindrance} tells one */
    public Lan(int size) {
        this("hn" + ProcessHandle.current().pid() + "-" + COUNT.incrementAndGet() + "-", size);
        must("ip netns add " + hub);
        must("ip -n " + hub + " link set lo up");
        must("ip -n " + hub + " link add br0 type bridge mcast_snooping 0");
        must("ip -n " + hub + " address add " + hubAddress() + "/24 dev br0");
        must("ip -n " + hub + " link set br0 up");
        for (int i = 0; i < size; i++) {
            plug(i);
        }
    }

    /**
     * One that another process has made, and closes.
     *
     * @param name what that one calls it
     */
    public static Lan joined(String name, int size) {
        return new Lan(name, size);
    }

    /** What another process can join it by. */
    public String name() {
        return name;
    }

    private void plug(int i) {
        String host = hosts.get(i);
        must("ip netns add " + host);
        must("ip -n " + hub + " link add h" + i + " type veth peer name " + DEVICE + " netns " + host);
        must("ip -n " + hub + " link set h" + i + " master br0 up");
        must("ip -n " + host + " address add " + address(i) + "/24 dev " + DEVICE);
        must("ip -n " + host + " link set lo up");
        must("ip -n " + host + " link set " + DEVICE + " up");
    }

    /** Why there can be none on this machine whose kernel drops something; empty where there can. */
    public static Optional<String> hindrance() {
        String name = "hn" + ProcessHandle.current().pid() + "-drop";
        return hindranceOfAny().or(() -> {
            must("ip netns add " + name);
            try {
                return drops(name, runs("nft", "--version").well, 1)
                        ? Optional.empty()
                        : Optional.of("random loss needs nft with numgen, or iptables with statistic");
            } finally {
                runs("ip", "netns", "delete", name);
            }
        });
    }

    /** Why there can be none on this machine, however little it is to do; empty where there can. */
    public static Optional<String> hindranceOfAny() {
        String name = "hn" + ProcessHandle.current().pid() + "-try";
        if (!runs("ip", "netns", "add", name).well) {
            return Optional.of("network namespaces need root and the program ip");
        }
        runs("ip", "netns", "delete", name);
        return Optional.empty();
    }

    /** What a command must begin with to run on a host. */
    public List<String> on(int host) {
        return List.of("ip", "netns", "exec", hosts.get(host));
    }

    /** What a command must begin with to run at the hub. */
    public List<String> onHub() {
        return List.of("ip", "netns", "exec", hub);
    }

    /** What each host's interface is called. */
    public String device() {
        return DEVICE;
    }

    public String address(int host) {
        return "10.78.0." + (host + 1);
    }

    public String hubAddress() {
        return "10.78.0.254";
    }

    /** From now on each host's kernel drops so many of a hundred multicast datagrams that arrive, by chance. */
    public void drop(int percent) {
        heal();
        hosts.forEach(host -> {
            if (!drops(host, hasNft, percent)) {
                throw new IllegalStateException("no random loss in " + host);
            }
        });
    }

    private static boolean drops(String host, boolean hasNft, int percent) {
        String in = "ip netns exec " + host + " ";
        if (!hasNft) {
            return runs((in + "iptables -A INPUT -d 224.0.0.0/4 -p udp -m statistic --mode random --probability "
                                    + percent / 100.0 + " -j DROP")
                            .split(" "))
                    .well;
        }
        return runs((in + "nft add table ip faults").split(" ")).well
                && runs((in + "nft add chain ip faults in { type filter hook input priority 0 ; }").split(" ")).well
                && runs((in + "nft add rule ip faults in ip daddr 224.0.0.0/4 meta l4proto udp numgen random mod 100 < "
                                        + percent + " counter drop")
                                .split(" "))
                        .well;
    }

    /** From now on the kernels of the two hosts drop whatever comes from the other one. */
    public void cut(int one, int other) {
        dropFrom(one, address(other));
        dropFrom(other, address(one));
    }

    private void dropFrom(int host, String address) {
        String in = "ip netns exec " + hosts.get(host) + " ";
        if (!hasNft) {
            must(in + "iptables -A INPUT -s " + address + " -j DROP");
            return;
        }
        must(in + "nft add table ip faults");
        must(in + "nft add chain ip faults in { type filter hook input priority 0 ; }");
        must(in + "nft add rule ip faults in ip saddr " + address + " counter drop");
    }

    /** From now on the hub brings no multicast to the host; all else goes on. */
    public void hideMulticastFrom(int host) {
        port(host, "mcast_flood off");
    }

    /** From now on the hub brings nothing from one host to another; what is at the hub itself can be reached. */
    public void isolate() {
        IntStream.range(0, hosts.size()).forEach(host -> port(host, "isolated on"));
    }

    private void port(int host, String setting) {
        must("ip -n " + hub + " link set dev h" + host + " type bridge_slave " + setting);
    }

    /** Nothing is dropped or kept away any more. */
    public void heal() {
        IntStream.range(0, hosts.size()).forEach(host -> port(host, "mcast_flood on isolated off"));
        hosts.forEach(host ->
                runs(("ip netns exec " + host + (hasNft ? " nft flush ruleset" : " iptables -F INPUT")).split(" ")));
    }

    /** How many datagrams, or packets of connections, all hosts have dropped since the last {@link #heal}. */
    public long dropped() {
        return hosts.stream().mapToLong(this::dropped).sum();
    }

    private long dropped(String host) {
        String list = hasNft ? " nft list ruleset" : " iptables -nvxL INPUT";
        Matcher counter = (hasNft ? NFT_COUNTER : IPTABLES_COUNTER)
                .matcher(runs(("ip netns exec " + host + list).split(" ")).output);
        return counter.results().mapToLong(one -> Long.parseLong(one.group(1))).sum();
    }

    private static void must(String command) {
        Done done = runs(command.split(" "));
        if (!done.well) {
            throw new IllegalStateException(command + ": " + done.output);
        }
    }

    private static Done runs(String... command) {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Done(process.waitFor(PATIENCE_S, TimeUnit.SECONDS) && process.exitValue() == 0, output);
        } catch (IOException noSuchProgram) {
            return new Done(false, noSuchProgram.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Done(false, e.toString());
        }
    }

    /** Its processes must have ended. */
    @Override
    public void close() {
        List<String> all = new ArrayList<>(hosts);
        all.add(hub);
        all.forEach(name -> runs("ip", "netns", "delete", name));
    }
}
