package org.hobnob.protocol.sim;

import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Questions and answers over lines: each node opens one line to each that it asks, and asks all over it. A question without
 * an answer may have been acted upon.
 *
 * @param <Q> questions, immutable
 * @param <A> answers, immutable
 */
public final class Calls<Q, A> {
    /** What goes over a line: a question (answer null) or an answer (question null). */
    public record Frame<Q, A>(long tag, Q question, A answer) {}

    /** What a program does with a question. */
    public interface Service<Q, A> {
        /** @param answer takes the answer, once, at any time; none is given if it is never called */
        void asked(Node from, Q question, Consumer<A> answer);
    }

    /** A line of one node to another, being opened or open, and what was asked over it. */
    private static final class Way<Q, A> {
        private final Map<Long, Consumer<Optional<A>>> waiting = new HashMap<>();
        private final Map<Long, Q> unsent = new LinkedHashMap<>();
        private Line<Frame<Q, A>> line;
        private long lastTag;
    }

    private final LineNet<Frame<Q, A>> lines;
    private final Map<Node, Map<Node, Way<Q, A>>> ways = new IdentityHashMap<>();

    /** @param name of the network of lines */
    public Calls(World world, String name) {
        lines = new LineNet<>(world, name);
        world.onDown((node, byPower) -> ways.remove(node));
    }

    /** The lines, to cut, delay or silence them. */
    public LineNet<Frame<Q, A>> lines() {
        return lines;
    }

    /** Lets the program that runs on the node answer. */
    public void serve(Node node, Service<Q, A> service) {
        lines.listen(
                node,
                line -> line.onMessage(frame -> service.asked(
                        line.peer(), frame.question(), answer -> line.send(new Frame<>(frame.tag(), null, answer)))));
    }

    /**
     * Lets the program that runs on the node ask another's.
     *
     * @param then gets the answer, or nothing when the line could not be opened, broke, or the time was over
     */
    public void ask(Node from, Node to, Q question, long timeoutMs, Consumer<Optional<A>> then) {
        if (!from.isUp()) {
            return;
        }
        Way<Q, A> way = ways.computeIfAbsent(from, unused -> new IdentityHashMap<>())
                .computeIfAbsent(to, unused -> open(from, to));
        long tag = ++way.lastTag;
        Timer timeout = from.in(timeoutMs, () -> answer(way, tag, Optional.empty()));
        way.waiting.put(tag, answer -> {
            timeout.cancel();
            then.accept(answer);
        });
        if (way.line == null) {
            way.unsent.put(tag, question);
        } else {
            way.line.send(new Frame<>(tag, question, null));
        }
    }

    private Way<Q, A> open(Node from, Node to) {
        Way<Q, A> way = new Way<>();
        lines.connect(from, to, opened -> {
            if (opened.isEmpty()) {
                lost(from, to, way);
                return;
            }
            way.line = opened.get();
            way.line.onMessage(frame -> answer(way, frame.tag(), Optional.of(frame.answer())));
            way.line.onClose(() -> lost(from, to, way));
            way.unsent.forEach((tag, question) -> way.line.send(new Frame<>(tag, question, null)));
            way.unsent.clear();
        });
        return way;
    }

    /** A late answer, or one that came twice, has no effect. */
    private void answer(Way<Q, A> way, long tag, Optional<A> answer) {
        way.unsent.remove(tag);
        Consumer<Optional<A>> then = way.waiting.remove(tag);
        if (then != null) {
            then.accept(answer);
        }
    }

    private void lost(Node from, Node to, Way<Q, A> way) {
        Map<Node, Way<Q, A>> ofNode = ways.get(from);
        if (ofNode != null) {
            ofNode.remove(to, way);
        }
        List.copyOf(way.waiting.keySet()).stream().sorted().forEach(tag -> answer(way, tag, Optional.empty()));
    }
}
