package org.hobnob.protocol.chat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import org.hobnob.protocol.body.EncodedBody;
import org.hobnob.protocol.mailbox.LetterItem;
import org.hobnob.protocol.mailbox.engine.MailEffect;
import org.hobnob.protocol.message.peer.DirectRefusal;
import org.hobnob.protocol.message.peer.PeerMessage.DirectMessage;
import org.hobnob.protocol.message.value.ChatText;
import org.hobnob.protocol.message.value.LogId;
import org.hobnob.protocol.message.value.MessageId;
import org.hobnob.protocol.message.value.UserName;
import org.hobnob.protocol.sim.Disk;
import org.hobnob.protocol.sim.Line;
import org.hobnob.protocol.sim.LineNet;
import org.hobnob.protocol.sim.Node;
import org.hobnob.protocol.sim.Timer;

/** A peer in the simulation: carries an engine's effects out over a simulated disk and simulated lines. */
final class ChatNode {
    /** What goes over a line: a message, or the answer to one. */
    record Frame(long tag, DirectMessage message, LogId log, long through, DirectRefusal refusal) {}

    /** What the world does to nodes besides crashes and cuts. */
    record Surroundings(
            LineNet<Frame> lines,
            Function<UserName, Node> machines,
            ChatLedger ledger,
            Map<UserName, ChatNode> peers,
            BooleanSupplier registryAway,
            Plant plant,
            DoubleSupplier haltChance,
            List<MailOffice> offices) {}

    private final UserName user;
    private final Surroundings surroundings;
    private Program program;
    private boolean loggedOut;

    ChatNode(UserName user, Surroundings surroundings) {
        this.user = user;
        this.surroundings = surroundings;
    }

    UserName user() {
        return user;
    }

    /** Starts the program on its machine. */
    void boot(Node node) {
        program = new Program(node);
        program.run(program.engine.start(node.nowMs()));
        program.mail.forEach(MailProgram::start);
    }

    /** Whether somebody else is logged in here, who takes nothing for this user. */
    void loggedOut(boolean out) {
        loggedOut = out;
    }

    void say(UserName to, MessageId id, String text) {
        atTheMachine(() -> {
            surroundings.ledger().said(user, to, id);
            program.mail.forEach(mail -> mail.writes(to));
            program.run(program.engine.say(
                    to, id, EncodedBody.of(new ChatText(text)), machine().nowMs()));
        });
    }

    void cancel(UserName to) {
        atTheMachine(() -> {
            surroundings.ledger().givesUp(user, to);
            program.run(program.engine.cancel(to));
            program.mail.forEach(mail -> mail.cancelled(to));
        });
    }

    private void atTheMachine(Runnable action) {
        if (machine().isUp() && !machine().isPaused()) {
            machine().in(0, action);
        }
    }

    /** The messages that wait here, and those taken here that were perhaps not shown. */
    List<MessageId> kept() {
        Disk disk = machine().disk();
        List<MessageId> kept = new ArrayList<>();
        disk.keys("waiting ")
                .forEach(key -> kept.add(
                        disk.get(key, Stored.Waiting.class).orElseThrow().id()));
        disk.keys("unshown ")
                .forEach(key -> kept.add(
                        disk.get(key, Stored.Unshown.class).orElseThrow().id()));
        return kept;
    }

    /** How many records are stored whose keys begin so. */
    int records(String prefix) {
        return machine().disk().keys(prefix).size();
    }

    private Node machine() {
        return surroundings.machines().apply(user);
    }

    /** What a running program has in memory. */
    private final class Program {
        private final Node node;
        private final ChatEngine engine;
        private final UnaryOperator<List<ChatEffect>> changed =
                surroundings.plant().effects().get();
        private final RandomGenerator halts;
        private final ArrayDeque<List<ChatEffect>> answers = new ArrayDeque<>();
        private final Map<Long, Line<Frame>> lines = new HashMap<>();
        private final Map<Long, Frame> asked = new HashMap<>();
        private final Map<Long, Line<Frame>> askers = new HashMap<>();
        private final Map<Long, Consumer<Optional<DirectRefusal>>> letters = new HashMap<>();
        private final List<MailProgram> mail;
        private final List<Runnable> followers = new ArrayList<>();
        private boolean busy;
        private long lastNumber;
        private Timer wake;

        Program(Node node) {
            this.node = node;
            halts = node.world().random("halts of " + user);
            List<Stored> stored = new ArrayList<>();
            node.disk().keys("").stream()
                    .filter(key -> !key.startsWith(MailProgram.PREFIX))
                    .forEach(
                            key -> stored.add(node.disk().get(key, Stored.class).orElseThrow()));
            engine = new ChatEngine(
                    user,
                    surroundings.plant().recalled().apply(stored),
                    node.world().random("engine of " + user));
            mail = surroundings.offices().stream()
                    .map(office -> new MailProgram(node, user, office, new Letters()))
                    .toList();
            surroundings.lines().listen(node, this::attach);
        }

        /** What the mailbox needs of the chats. */
        private final class Letters implements MailProgram.Chats {
            @Override
            public List<DirectMessage> waiting(UserName contact) {
                return engine.letters(contact);
            }

            @Override
            public void take(MailEffect.Take take, Consumer<Optional<DirectRefusal>> then) {
                long receipt = ++lastNumber;
                letters.put(receipt, then);
                DirectMessage message = take.message();
                run(engine.receivedByLetter(message.sender(), message, receipt, take.spent(), take.owed()));
            }

            @Override
            public void settled(Runnable then) {
                followers.add(then);
                run(List.of());
            }

            @Override
            public void acknowledge(MailEffect.Acknowledge letter, Runnable then) {
                LetterItem.Receipt receipt = letter.receipt();
                followers.add(then);
                run(engine.acknowledgedByLetter(
                        letter.contact(), receipt.log(), receipt.through(), letter.spent(), node.nowMs()));
            }
        }

        /** Carries an answer out behind those before it. */
        void run(List<ChatEffect> answer) {
            answers.addLast(changed.apply(answer));
            next();
            wakeUp();
        }

        private void wakeUp() {
            if (wake != null) {
                wake.cancel();
            }
            engine.wakeAtMs().ifPresent(atMs -> wake = node.at(atMs, () -> run(engine.tick(node.nowMs()))));
        }

        /** What has come during one commit shares the next. */
        private void next() {
            while (!busy && !answers.isEmpty()) {
                busy = true;
                List<ChatEffect> together = new ArrayList<>();
                answers.forEach(together::addAll);
                answers.clear();
                List<Runnable> then = List.copyOf(followers);
                followers.clear();
                carryOut(together, then);
            }
        }

        private void carryOut(List<ChatEffect> answer, List<Runnable> then) {
            int stores = firstStore(answer);
            answer.subList(0, stores).forEach(this::perform);
            List<ChatEffect> rest = answer.subList(stores, answer.size());
            if (rest.isEmpty()) {
                busy = false;
                then.forEach(Runnable::run);
                return;
            }
            rest.forEach(this::store);
            node.disk().commit(() -> {
                rest.forEach(this::perform);
                busy = false;
                then.forEach(Runnable::run);
                next();
                wakeUp();
            });
        }

        private static int firstStore(List<ChatEffect> answer) {
            int at = 0;
            while (at < answer.size() && !isStore(answer.get(at))) {
                at++;
            }
            return at;
        }

        private static boolean isStore(ChatEffect effect) {
            return effect instanceof ChatEffect.Keep
                    || effect instanceof ChatEffect.Drop
                    || effect instanceof ChatEffect.KeepMail;
        }

        private void store(ChatEffect effect) {
            if (effect instanceof ChatEffect.Keep keep) {
                node.disk().put(keep.stored().key(), keep.stored());
            } else if (effect instanceof ChatEffect.KeepMail keep) {
                node.disk().put(MailProgram.PREFIX + keep.stored().key(), keep.stored());
            } else if (effect instanceof ChatEffect.Drop drop) {
                node.disk().remove(drop.key());
            }
        }

        private void perform(ChatEffect effect) {
            if (isStore(effect)) {
                return;
            }
            if (halts.nextDouble() < surroundings.haltChance().getAsDouble()) {
                node.halt();
            }
            node.world().trace(() -> user + ": " + effect);
            if (effect instanceof ChatEffect.Connect connect) {
                connect(connect.contact());
            } else if (effect instanceof ChatEffect.Send send) {
                send(send);
            } else if (effect instanceof ChatEffect.Close close) {
                Line<Frame> line = lines.remove(close.line());
                if (line != null) {
                    line.close();
                }
            } else if (effect instanceof ChatEffect.Acknowledge yes) {
                answer(yes.receipt(), new Frame(0, null, yes.log(), yes.through(), null));
            } else if (effect instanceof ChatEffect.Refuse no) {
                answer(no.receipt(), new Frame(0, null, null, 0, no.reason()));
            } else {
                tell(effect);
            }
        }

        private void tell(ChatEffect effect) {
            ChatLedger ledger = surroundings.ledger();
            if (effect instanceof ChatEffect.Deliver deliver) {
                ledger.shown(user, deliver.message(), deliver.again());
                run(engine.shown(deliver.message()));
            } else if (effect instanceof ChatEffect.Queued queued) {
                ledger.accepted(user, queued.contact(), queued.id());
            } else if (effect instanceof ChatEffect.Delivered delivered) {
                ledger.delivered(delivered.id(), surroundings.peers().get(delivered.contact()));
            } else if (effect instanceof ChatEffect.Cancelled cancelled) {
                ledger.givenUp(cancelled.ids());
            } else if (effect instanceof ChatEffect.Missing missing) {
                ledger.missing(missing.count());
            }
        }

        private void connect(UserName contact) {
            if (surroundings.registryAway().getAsBoolean()) {
                node.in(1, () -> run(engine.connectFailed(contact, node.nowMs())));
                return;
            }
            surroundings
                    .lines()
                    .connect(
                            node,
                            surroundings.machines().apply(contact),
                            line -> line.ifPresentOrElse(this::attach, () -> unreached(contact)));
        }

        private void unreached(UserName contact) {
            run(engine.connectFailed(contact, node.nowMs()));
            mail.forEach(own -> own.away(contact));
        }

        private void attach(Line<Frame> line) {
            long number = ++lastNumber;
            UserName contact = new UserName(line.peer().name());
            lines.put(number, line);
            line.onMessage(frame -> received(contact, line, frame));
            line.onClose(() -> {
                lines.remove(number);
                run(engine.lineDown(contact, number, node.nowMs()));
            });
            mail.forEach(own -> own.reached(contact));
            run(engine.lineUp(contact, number, node.nowMs()));
        }

        private void send(ChatEffect.Send send) {
            Line<Frame> line = lines.get(send.line());
            if (line != null) {
                Frame question = new Frame(++lastNumber, send.message(), null, 0, null);
                asked.put(question.tag(), question);
                line.send(question);
            }
        }

        private void answer(long receipt, Frame answer) {
            Consumer<Optional<DirectRefusal>> letter = letters.remove(receipt);
            if (letter != null) {
                letter.accept(Optional.ofNullable(answer.refusal()));
                return;
            }
            Line<Frame> line = askers.remove(receipt);
            line.send(new Frame(asked.remove(receipt).tag(), null, answer.log(), answer.through(), answer.refusal()));
        }

        private void received(UserName contact, Line<Frame> line, Frame frame) {
            if (frame.message() == null) {
                answered(contact, frame);
                return;
            }
            long receipt = ++lastNumber;
            asked.put(receipt, frame);
            askers.put(receipt, line);
            run(
                    loggedOut
                            ? List.of(new ChatEffect.Refuse(receipt, DirectRefusal.NOT_RECIPIENT))
                            : engine.received(contact, frame.message(), receipt));
        }

        private void answered(UserName contact, Frame frame) {
            Frame question = asked.remove(frame.tag());
            if (question == null) {
                return;
            }
            run(
                    frame.refusal() == null
                            ? engine.acknowledged(contact, frame.log(), frame.through(), node.nowMs())
                            : engine.refused(
                                    contact,
                                    question.message().place().log(),
                                    question.message().place().number(),
                                    frame.refusal(),
                                    node.nowMs()));
        }
    }
}
