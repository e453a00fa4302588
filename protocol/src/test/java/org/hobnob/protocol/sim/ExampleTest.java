package org.hobnob.protocol.sim;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the package's description shows. */
class ExampleTest {
    @Test
    void repeatedMessagesGetThrough() throws InterruptedException {
        Seeds.run(world -> {
            DatagramNet net = new DatagramNet(world, "lan");
            net.faults(LinkFaults.drawn(world.random("faults")));
            List<String> heard = new ArrayList<>();
            Node anna = world.node("anna", node -> sayOften(node, net));
            Node ben = world.node("ben", node -> net.join(node, "room", (from, bytes) -> heard.add(from)));
            anna.start();
            ben.start();
            world.in(200, ben::restart);
            world.check(world.runUntil(() -> heard.contains("anna"), 60_000), () -> "ben heard " + heard);
        });
    }

    private static void sayOften(Node node, DatagramNet net) {
        net.multicast(node, "room", "hello".getBytes(UTF_8));
        node.in(100, () -> sayOften(node, net));
    }
}
