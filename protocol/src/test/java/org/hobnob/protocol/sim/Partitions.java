package org.hobnob.protocol.sim;

import java.util.Arrays;

/** Which nodes are cut off from which: nodes on the same side hear each other. At first all are on one side. */
public final class Partitions {
    private final World world;
    private int[] sides = new int[16];
    private int sidesMade;

    Partitions(World world) {
        this.world = world;
    }

    /** Puts these nodes on a side of their own; the others stay where they are. */
    public void separate(Node... nodes) {
        sidesMade++;
        for (Node node : nodes) {
            put(node, sidesMade);
        }
        world.trace(() -> "cut off from the others: " + Arrays.toString(nodes));
    }

    /** Brings all nodes together. */
    public void heal() {
        Arrays.fill(sides, 0);
        world.trace(() -> "all together again");
    }

    /** Whether the two are on the same side; a node is so with itself. */
    public boolean together(Node one, Node other) {
        return side(one) == side(other);
    }

    private int side(Node node) {
        return node.index() < sides.length ? sides[node.index()] : 0;
    }

    private void put(Node node, int side) {
        if (node.index() >= sides.length) {
            sides = Arrays.copyOf(sides, 2 * node.index());
        }
        sides[node.index()] = side;
    }
}
