package org.hobnob.protocol.sim;

/** Both ends of a line and what is between them. */
final class Connection<M> {
    private final LineNet<M> net;
    private final Line<M> caller;
    private final Line<M> called;
    private final Pipe toCaller;
    private final Pipe toCalled;
    private boolean forgotten;
    private boolean over;

    Connection(LineNet<M> net, Node caller, Node called) {
        this.net = net;
        this.caller = new Line<>(this, caller, called);
        this.called = new Line<>(this, called, caller);
        this.toCaller = new Pipe(this, this.caller);
        this.toCalled = new Pipe(this, this.called);
    }

    Line<M> caller() {
        return caller;
    }

    Line<M> called() {
        return called;
    }

    boolean joins(Node one, Node other) {
        return has(one) && has(other) && one != other;
    }

    boolean has(Node node) {
        return caller.node() == node || called.node() == node;
    }

    boolean isOver() {
        return over;
    }

    /** Whether what is due arrives now. */
    boolean passes() {
        return net.passes(caller.node(), called.node());
    }

    /** Whether an end lost its power: once it has power again, it answers that it knows of no such line. */
    boolean isForgotten() {
        return forgotten;
    }

    long giveUpMs() {
        return net.faults().giveUpMs();
    }

    void established(Runnable then) {
        toCaller.put(net.delayMs(), then);
    }

    void send(Line<M> from, M message) {
        if (!over) {
            Line<M> to = other(from);
            M copy = LineNet.copy(message);
            pipeTo(to).put(net.delayMs(), () -> to.receive(copy));
        }
    }

    /** The end has closed: the other is told behind all that was sent to it. */
    void finish(Line<M> by) {
        if (!over) {
            pipeTo(by).drop();
            Line<M> to = other(by);
            pipeTo(to).put(net.delayMs(), () -> {
                to.told();
                end();
            });
        }
    }

    /** Breaks: what is on the way is lost, and each end is told in its own time. */
    void cut() {
        if (!over) {
            end();
            tellSoon(caller);
            tellSoon(called);
        }
    }

    /**
     * The program of that end is gone.
     *
     * @param byPower whether its machine is too, so that nobody tells the other end
     * @param lastArrives otherwise: whether what it sent still arrives, or is lost as by a cut
     */
    void crashed(Node node, boolean byPower, boolean lastArrives) {
        if (byPower) {
            forgotten = true;
        } else if (lastArrives) {
            finish(caller.node() == node ? caller : called);
        } else {
            cut();
        }
    }

    @Override
    public String toString() {
        return caller.node() + " to " + called.node();
    }

    private void tellSoon(Line<M> end) {
        long noticeMs = net.noticeMs();
        net.world().in(noticeMs, () -> end.node().run(end.incarnation(), end::told));
    }

    private void end() {
        over = true;
        toCaller.drop();
        toCalled.drop();
        net.ended(this);
    }

    private Line<M> other(Line<M> line) {
        return line == caller ? called : caller;
    }

    private Pipe pipeTo(Line<M> line) {
        return line == caller ? toCaller : toCalled;
    }
}
