package org.hobnob.registry.mailbox;

import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import org.hobnob.bus.InOrder;
import org.hobnob.protocol.mailbox.Letter;
import org.hobnob.protocol.mailbox.PutToken;
import org.hobnob.protocol.mailbox.StoredLetter;
import org.hobnob.protocol.mailbox.box.Box;
import org.hobnob.protocol.mailbox.box.BoxLimits;
import org.hobnob.protocol.message.Reason;
import org.hobnob.protocol.message.RefusalException;
import org.hobnob.protocol.message.value.MessageId;
import org.hobnob.protocol.message.value.UserName;
import org.hobnob.registry.store.Mailboxes;

/**
 * The letters in all mailboxes. A mailbox names a letter before the letter is stored, and until it is deleted, so that no
 * letter is left over after a crash. Not thread-safe.
 */
final class Letters {
    /** A letter that its mailbox names and that is not there by then will never be. */
    private static final long UNDER_WAY_MS = 60_000;

    private static final int TRIES = 20;

    private final Mailboxes store;
    private final BoxLimits limits;
    private final MailboxVerticle.Times times;
    private final RandomGenerator random;
    private final InOrder<UserName> turns = new InOrder<>();
    private long all;

    Letters(Mailboxes store, BoxLimits limits, MailboxVerticle.Times times, RandomGenerator random) {
        this.store = store;
        this.limits = limits;
        this.times = times;
        this.random = random;
    }

    /** What a fetch finds. */
    record Found(Optional<StoredLetter> letter, boolean more) {}

    /** Takes notice of how many letters there are in all mailboxes. */
    void counted(long letters) {
        all = letters;
    }

    /** Puts a letter of the putter into the user's mailbox; succeeds with its id when it is on disk. */
    Future<MessageId> put(UserName putter, UserName user, Letter letter, Optional<PutToken> token) {
        if (all >= limits.all()) {
            return Future.failedFuture(new RefusalException(Reason.MAILBOX_FULL));
        }
        MessageId id = MessageId.random(random);
        long at = times.nowMs();
        Box.Put put = new Box.Put(id, letter.bytes().length, token.map(PutToken::hash), Box.putter(user, putter));
        return change(user, box -> box.put(put, limits, at))
                .compose(done -> {
                    times.requireLease();
                    return store.insert(new StoredLetter(id, at, letter));
                })
                .map(done -> {
                    all++;
                    return id;
                });
    }

    private Future<Void> change(UserName user, UnaryOperator<Box> change) {
        return turns.run(user, () -> change(user, change, TRIES));
    }

    private Future<Void> change(UserName user, UnaryOperator<Box> change, int tries) {
        if (tries == 0) {
            return Future.failedFuture(new RefusalException(Reason.UNAVAILABLE));
        }
        return store.find(user).compose(box -> {
            Box next = change.apply(box);
            times.requireLease();
            return store.write(next).compose(done -> done ? Future.succeededFuture() : change(user, change, tries - 1));
        });
    }

    /** Finds the oldest letter in the user's mailbox, or the one behind this. */
    Future<Found> fetch(UserName user, Optional<MessageId> after) {
        return store.find(user).compose(box -> {
            List<Box.Entry> entries = box.present(limits, times.nowMs());
            int from = after.map(id -> indexOf(entries, id) + 1).orElse(0);
            return fetch(user, entries.subList(from, entries.size()));
        });
    }

    private static int indexOf(List<Box.Entry> entries, MessageId id) {
        for (int at = 0; at < entries.size(); at++) {
            if (entries.get(at).id().equals(id)) {
                return at;
            }
        }
        return -1;
    }

    private Future<Found> fetch(UserName user, List<Box.Entry> entries) {
        if (entries.isEmpty()) {
            return Future.succeededFuture(new Found(Optional.empty(), false));
        }
        Box.Entry first = entries.get(0);
        List<Box.Entry> rest = entries.subList(1, entries.size());
        return store.letter(first.id()).compose(letter -> {
            if (letter.isPresent()) {
                StoredLetter stored = new StoredLetter(first.id(), first.at(), letter.get());
                return Future.succeededFuture(new Found(Optional.of(stored), !rest.isEmpty()));
            }
            if (times.mayChange() && times.nowMs() - first.at() > UNDER_WAY_MS) {
                change(user, box -> box.without(Set.of(first.id())));
            }
            return fetch(user, rest);
        });
    }

    /** Deletes those of the letters that are in the user's mailbox. */
    Future<Void> drop(UserName user, List<MessageId> ids) {
        return store.find(user).compose(box -> {
            List<MessageId> there = box.letters().stream()
                    .map(Box.Entry::id)
                    .filter(ids::contains)
                    .toList();
            if (there.isEmpty()) {
                return Future.succeededFuture();
            }
            times.requireLease();
            return store.delete(there).compose(done -> change(user, now -> now.without(Set.copyOf(there))));
        });
    }

    /** Sets what a token is good for; 0 letters revoke it. */
    Future<Void> allow(UserName user, String hash, int quota) {
        return change(user, box -> box.allow(hash, quota));
    }
}
