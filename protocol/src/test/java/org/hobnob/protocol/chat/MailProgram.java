package org.hobnob.protocol.chat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.hobnob.protocol.mailbox.Envelopes;
import org.hobnob.protocol.mailbox.MailRecord;
import org.hobnob.protocol.mailbox.engine.MailEffect;
import org.hobnob.protocol.mailbox.engine.MailEngine;
import org.hobnob.protocol.message.Reason;
import org.hobnob.protocol.message.Reply;
import org.hobnob.protocol.message.peer.DirectRefusal;
import org.hobnob.protocol.message.peer.PeerMessage.DirectMessage;
import org.hobnob.protocol.message.value.UserName;
import org.hobnob.protocol.sim.Node;
import org.hobnob.protocol.sim.Timer;

/** The mail of a running program in the simulation: carries an engine's effects out. */
final class MailProgram {
    static final String PREFIX = "mail ";
    private static final byte[] PIN = new byte[32];

    /** What it needs of the chats. */
    interface Chats {
        List<DirectMessage> waiting(UserName contact);

        void take(MailEffect.Take take, Consumer<Optional<DirectRefusal>> then);

        void settled(Runnable then);

        void acknowledge(MailEffect.Acknowledge receipt, Runnable then);
    }

    private final Node node;
    private final UserName user;
    private final MailOffice office;
    private final Chats chats;
    private final Envelopes envelopes;
    private final MailEngine engine;
    private final ArrayDeque<List<MailEffect>> answers = new ArrayDeque<>();
    private boolean busy;
    private Timer wake;

    MailProgram(Node node, UserName user, MailOffice office, Chats chats) {
        this.node = node;
        this.user = user;
        this.office = office;
        this.chats = chats;
        List<MailRecord> stored = new ArrayList<>();
        node.disk()
                .keys(PREFIX)
                .forEach(key -> own(node.disk().get(key, MailRecord.class).orElseThrow())
                        .ifPresent(stored::add));
        stored.removeIf(office::forgets);
        envelopes = new Envelopes(
                user,
                PIN,
                office.signer(user),
                office.verifier(),
                new MixedSeal(node.world().random("seal of " + user)));
        engine = new MailEngine(envelopes, stored, chats::waiting, node.world().random("mail of " + user));
    }

    /** Returns the record if it is of this office. */
    private Optional<MailRecord> own(MailRecord record) {
        if (record instanceof MailRecord.At at) {
            return Optional.of(at.record()).filter(one -> office.keeper().equals(Optional.of(at.keeper())));
        }
        return Optional.of(record).filter(one -> office.keeper().isEmpty());
    }

    private MailRecord at(MailRecord record) {
        return office.keeper()
                .<MailRecord>map(keeper -> new MailRecord.At(keeper, record))
                .orElse(record);
    }

    private String key(String key) {
        return PREFIX
                + office.keeper()
                        .map(keeper -> MailRecord.At.keyOf(keeper, key))
                        .orElse(key);
    }

    void writes(UserName contact) {
        run(engine.allow(contact, node.nowMs()));
    }

    void start() {
        office.online(user, () -> node.in(1, () -> run(engine.mail())));
        run(engine.online(node.nowMs(), epoch()));
    }

    private long epoch() {
        return node.world().nowMs();
    }

    void away(UserName contact) {
        run(engine.away(contact, node.nowMs()));
    }

    void cancelled(UserName contact) {
        run(engine.cancelled(contact));
    }

    void reached(UserName contact) {
        engine.reached(contact);
    }

    private void run(List<MailEffect> answer) {
        answers.addLast(office.plant().apply(answer));
        next();
        if (wake != null) {
            wake.cancel();
        }
        engine.wakeAtMs().ifPresent(atMs -> wake = node.at(atMs, () -> run(engine.tick(node.nowMs(), epoch()))));
    }

    private void next() {
        while (!busy && !answers.isEmpty()) {
            List<MailEffect> answer = answers.removeFirst();
            boolean stores = answer.stream().anyMatch(MailProgram::isStore);
            answer.forEach(this::store);
            if (stores) {
                busy = true;
                node.disk().commit(() -> {
                    answer.forEach(this::perform);
                    busy = false;
                    next();
                });
            } else {
                answer.forEach(this::perform);
            }
        }
    }

    private static boolean isStore(MailEffect effect) {
        return effect instanceof MailEffect.Keep || effect instanceof MailEffect.Drop;
    }

    private void store(MailEffect effect) {
        if (effect instanceof MailEffect.Keep keep) {
            node.disk().put(key(keep.stored().key()), at(keep.stored()));
        } else if (effect instanceof MailEffect.Drop drop) {
            node.disk().remove(key(drop.key()));
        }
    }

    private void perform(MailEffect effect) {
        node.world().trace(() -> user + " mail: " + effect);
        if (effect instanceof MailEffect.Post post) {
            post(post);
        } else if (effect instanceof MailEffect.Allow allow && allow.quota() > 0) {
            office.ask(
                    node,
                    () -> {
                        office.allow(user, allow.token(), allow.quota());
                        return true;
                    },
                    done -> run(engine.allowed(Optional.of(allow.token()), node.nowMs())),
                    why -> run(engine.allowed(Optional.empty(), node.nowMs())));
        } else if (effect instanceof MailEffect.PutPrekeys put) {
            office.ask(
                    node,
                    () -> office.put(user, put.prekeys()),
                    left -> run(engine.prekeysPut(left, epoch())),
                    why -> {});
        } else if (effect instanceof MailEffect.Fetch fetch) {
            office.ask(
                    node,
                    () -> office.fetch(user, fetch.after()),
                    found -> run(engine.fetched(found.letter(), found.more(), node.nowMs(), epoch())),
                    why -> engine.fetchFailed());
        } else if (effect instanceof MailEffect.Discard discard) {
            office.ask(node, () -> office.drop(user, user, discard.ids()), done -> {}, why -> {});
        } else if (effect instanceof MailEffect.TakeBack back) {
            office.ask(node, () -> office.drop(user, back.contact(), back.ids()), done -> {}, why -> {});
        } else if (effect instanceof MailEffect.Check check) {
            boolean isKnown = check.content()
                    .key()
                    .equals(office.signer(check.content().sender()).publicKey());
            MailEngine.Verdict verdict = isKnown ? MailEngine.Verdict.KNOWN : MailEngine.Verdict.NOT_KNOWN;
            node.in(5, () -> run(engine.checked(check, verdict, node.nowMs(), epoch())));
        } else if (effect instanceof MailEffect.Take take) {
            MailEffect.Take stored =
                    new MailEffect.Take(take.message(), take.spent().map(this::at), at(take.owed()));
            chats.take(stored, refusal -> run(engine.taken(take, refusal, node.nowMs(), epoch())));
        } else if (effect instanceof MailEffect.Acknowledge receipt) {
            MailEffect.Acknowledge stored = new MailEffect.Acknowledge(
                    receipt.contact(), receipt.receipt(), receipt.spent().map(this::at));
            chats.acknowledge(stored, () -> run(engine.acknowledged(receipt, node.nowMs(), epoch())));
        }
    }

    private void post(MailEffect.Post post) {
        chats.settled(() -> postDurable(post));
    }

    private void postDurable(MailEffect.Post post) {
        UserName contact = post.contact();
        office.ask(
                node,
                () -> office.take(user, contact),
                taken -> put(post, taken),
                why -> run(engine.notPosted(contact, post.item(), why, node.nowMs())));
    }

    private void put(MailEffect.Post post, Reply.PrekeyTaken taken) {
        UserName contact = post.contact();
        // The key that is known of the contact counts, not what a mailbox says.
        if (!taken.key().equals(office.signer(contact).publicKey())
                || !envelopes.isGood(taken.prekey(), contact, taken.key(), epoch())) {
            run(engine.notPosted(contact, post.item(), Reason.NO_PREKEY, node.nowMs()));
            return;
        }
        office.ask(
                node,
                () -> office.put(
                        user,
                        contact,
                        envelopes.seal(taken.prekey(), taken.key(), post.item(), post.own()),
                        post.theirs()),
                letter -> run(engine.posted(contact, post.item(), letter, node.nowMs())),
                why -> run(engine.notPosted(contact, post.item(), why, node.nowMs())));
    }
}
