package org.hobnob.protocol.mailbox.keeper;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.hobnob.protocol.crypto.Verifier;
import org.hobnob.protocol.mailbox.StoredLetter;
import org.hobnob.protocol.mailbox.box.Box;
import org.hobnob.protocol.mailbox.box.BoxLimits;
import org.hobnob.protocol.mailbox.box.PrekeyShelf;
import org.hobnob.protocol.message.Reason;
import org.hobnob.protocol.message.RefusalException;
import org.hobnob.protocol.message.Reply;
import org.hobnob.protocol.message.Request;
import org.hobnob.protocol.message.value.MessageId;
import org.hobnob.protocol.message.value.PublicKey;
import org.hobnob.protocol.message.value.UserName;

/**
 * The mailboxes that one user's peer keeps for friends (SPEC 14.5). Anybody may write to a friend; who does so may have a small
 * mailbox too, as a guest, into which friends alone put their answers. Everything is in memory. Not thread-safe.
 */
public final class Keeper {
    /**
     * Who asks.
     *
     * @param key the identity key that the connection has proved
     */
    public record Asker(UserName user, PublicKey key) {}

    /**
     * What is answered, once the effects are durable.
     *
     * @param effects in their order
     */
    public record Answer(Reply reply, List<KeeperEffect> effects) {}

    private final byte[] pin;
    private final Verifier verifier;
    private final RandomGenerator random;
    private final Map<UserName, Box> boxes = new LinkedHashMap<>();
    private final Map<UserName, PrekeyShelf> shelves = new LinkedHashMap<>();
    private final Map<MessageId, StoredLetter> letters = new LinkedHashMap<>();
    private final Map<String, Integer> taken = new LinkedHashMap<>();
    private Set<UserName> friends = Set.of();
    private KeeperBounds bounds;
    private List<KeeperEffect> effects = new ArrayList<>();

    /**
     * @param stored the stored records, in any order
     * @param pin of the registry at which the users have their names, 32 bytes
     */
    public Keeper(
            Collection<KeptRecord> stored, byte[] pin, Verifier verifier, RandomGenerator random, KeeperBounds bounds) {
        this.pin = pin.clone();
        this.verifier = verifier;
        this.random = random;
        this.bounds = bounds;
        for (KeptRecord record : stored) {
            if (record instanceof KeptRecord.OfBox kept) {
                boxes.put(kept.box().user(), kept.box());
            } else if (record instanceof KeptRecord.OfShelf kept) {
                shelves.put(kept.shelf().user(), kept.shelf());
            } else if (record instanceof KeptRecord.OfLetter kept) {
                letters.put(kept.letter().id(), kept.letter());
            }
        }
    }

    /** Returns whether there is anybody to keep for. */
    public boolean isKeeping() {
        return !friends.isEmpty();
    }

    /** Returns how many letters are kept for whom; nobody for whom there is none. */
    public Map<UserName, Integer> letters() {
        Map<UserName, Integer> counts = new LinkedHashMap<>();
        boxes.forEach((user, box) -> counts.put(user, box.letters().size()));
        counts.values().removeIf(count -> count == 0);
        return counts;
    }

    /**
     * From now on mailboxes are kept for these users; those of others go.
     *
     * @param now the first {@value KeeperLimits#FRIENDS} count
     */
    public List<KeeperEffect> keepFor(Collection<UserName> now, KeeperBounds within, long nowMs) {
        friends = Set.copyOf(now.stream().limit(KeeperLimits.FRIENDS).toList());
        bounds = within;
        return sweep(nowMs);
    }

    /** Drops what is too old, and all mailboxes where none are kept. To be called now and then. */
    public List<KeeperEffect> sweep(long nowMs) {
        effects = new ArrayList<>();
        if (friends.isEmpty()) {
            List.copyOf(boxes.keySet()).forEach(this::forget);
            List.copyOf(shelves.keySet()).forEach(this::forget);
        }
        List.copyOf(boxes.keySet()).forEach(user -> sweep(user, nowMs));
        Set<MessageId> named = Set.copyOf(boxes.values().stream()
                .flatMap(box -> box.letters().stream())
                .map(Box.Entry::id)
                .toList());
        List.copyOf(letters.keySet()).stream().filter(id -> !named.contains(id)).forEach(this::dropLetter);
        return effects;
    }

    private void sweep(UserName user, long nowMs) {
        Box box = boxes.get(user);
        List<Box.Entry> present = box.present(limits(user), nowMs);
        Set<MessageId> gone = Set.copyOf(box.letters().stream()
                .filter(entry -> !present.contains(entry) || !letters.containsKey(entry.id()))
                .map(Box.Entry::id)
                .toList());
        if (!gone.isEmpty()) {
            remove(user, gone);
        }
    }

    private BoxLimits limits(UserName user) {
        return friends.contains(user) ? KeeperLimits.ofFriend(bounds) : KeeperLimits.ofGuest(bounds);
    }

    /**
     * Answers what somebody asks.
     *
     * @param nowMs in milliseconds since 1970
     */
    public Answer ask(Asker asker, Request request, long nowMs) {
        effects = new ArrayList<>();
        try {
            if (friends.isEmpty()) {
                throw new RefusalException(Reason.UNKNOWN_COMMAND);
            }
            return new Answer(answer(asker, request, nowMs), effects);
        } catch (RefusalException e) {
            return new Answer(new Reply.Refused(request.command(), e.reason()), effects);
        }
    }

    private Reply answer(Asker asker, Request request, long nowMs) {
        if (request instanceof Request.PutPrekeys put) {
            return putPrekeys(asker, put);
        }
        if (request instanceof Request.TakePrekey take) {
            return takePrekey(asker.user(), take.user(), nowMs);
        }
        if (request instanceof Request.PutLetter put) {
            return putLetter(asker.user(), put, nowMs);
        }
        if (request instanceof Request.FetchLetters fetch) {
            return fetch(asker.user(), fetch.after(), nowMs);
        }
        if (request instanceof Request.DropLetters drop) {
            return drop(drop.from().orElse(asker.user()), drop.ids());
        }
        if (request instanceof Request.AllowMail allow) {
            requirePlace(asker.user());
            keep(box(asker.user()).allow(allow.hash(), allow.quota()));
            return new Reply.MailAllowed();
        }
        throw new RefusalException(Reason.UNKNOWN_COMMAND);
    }

    private Reply putPrekeys(Asker asker, Request.PutPrekeys put) {
        UserName user = asker.user();
        if (!put.prekeys().stream().allMatch(prekey -> prekey.isSignedBy(user, asker.key(), pin, verifier))) {
            throw new RefusalException(Reason.BAD_PROOF);
        }
        requirePlace(user);
        PrekeyShelf shelf = Optional.ofNullable(shelves.get(user))
                .orElseGet(() -> PrekeyShelf.empty(user, asker.key()))
                .with(put.prekeys(), asker.key(), Long.MIN_VALUE);
        keep(shelf);
        taken.keySet().removeIf(pair -> pair.endsWith(" " + user.folded()));
        return new Reply.PrekeysPut(shelf.oneTime().size());
    }

    private Reply takePrekey(UserName asker, UserName user, long nowMs) {
        requireMayWrite(asker, user, Reason.NO_PREKEY);
        String pair = asker.folded() + " " + user.folded();
        boolean mayTakeOneTime = taken.getOrDefault(pair, 0) < KeeperLimits.TAKEN_PREKEYS;
        PrekeyShelf.Taken found = Optional.ofNullable(shelves.get(user))
                .flatMap(shelf -> shelf.take(mayTakeOneTime, nowMs))
                .orElseThrow(() -> new RefusalException(Reason.NO_PREKEY));
        if (!found.left().equals(shelves.get(user))) {
            keep(found.left());
            if (taken.size() >= KeeperLimits.PAIRS) {
                taken.remove(taken.keySet().iterator().next());
            }
            taken.merge(pair, 1, Integer::sum);
        }
        return new Reply.PrekeyTaken(found.left().key(), found.prekey());
    }

    private Reply putLetter(UserName asker, Request.PutLetter put, long nowMs) {
        UserName user = put.user();
        requireMayWrite(asker, user, Reason.NO_SUCH_USER);
        MessageId id = MessageId.random(random);
        int bytes = put.letter().bytes().length;
        Box.Put letter = new Box.Put(id, bytes, put.token().map(one -> one.hash()), Box.putter(user, asker));
        Box next = box(user).put(letter, limits(user), nowMs);
        StoredLetter stored = new StoredLetter(id, nowMs, put.letter());
        letters.put(id, stored);
        effects.add(new KeeperEffect.Keep(new KeptRecord.OfLetter(stored)));
        keep(next);
        return new Reply.LetterPut(id);
    }

    /** Anybody may write to a friend; a guest is written to by friends only. */
    private void requireMayWrite(UserName asker, UserName user, Reason refusal) {
        boolean isAnswer = friends.contains(asker) && boxes.containsKey(user);
        if (!friends.contains(user) && !isAnswer) {
            throw new RefusalException(refusal);
        }
    }

    private Reply fetch(UserName user, Optional<MessageId> after, long nowMs) {
        List<MessageId> ids = box(user).present(limits(user), nowMs).stream()
                .map(Box.Entry::id)
                .filter(letters::containsKey)
                .toList();
        int from = after.map(id -> ids.indexOf(id) + 1).orElse(0);
        Optional<StoredLetter> letter = from < ids.size() ? Optional.of(letters.get(ids.get(from))) : Optional.empty();
        return new Reply.Letters(letter, from + 1 < ids.size());
    }

    /** Who names the id of a letter in another's mailbox has put it: nobody else is told. */
    private Reply drop(UserName owner, List<MessageId> ids) {
        Set<MessageId> there = Set.copyOf(box(owner).letters().stream()
                .map(Box.Entry::id)
                .filter(ids::contains)
                .toList());
        if (!there.isEmpty()) {
            remove(owner, there);
        }
        return new Reply.LettersDropped();
    }

    private Box box(UserName user) {
        return Optional.ofNullable(boxes.get(user)).orElseGet(() -> Box.empty(user));
    }

    /** A guest who comes anew takes the place of the first one who has no letters. */
    private void requirePlace(UserName user) {
        if (friends.contains(user) || boxes.containsKey(user)) {
            return;
        }
        List<UserName> guests =
                boxes.keySet().stream().filter(one -> !friends.contains(one)).toList();
        if (guests.size() >= KeeperLimits.GUESTS) {
            forget(guests.stream()
                    .filter(one -> boxes.get(one).letters().isEmpty())
                    .findFirst()
                    .orElseThrow(() -> new RefusalException(Reason.MAILBOX_FULL)));
        }
        keep(Box.empty(user));
    }

    private void remove(UserName user, Set<MessageId> ids) {
        keep(boxes.get(user).without(ids));
        ids.forEach(this::dropLetter);
    }

    private void dropLetter(MessageId id) {
        letters.remove(id);
        effects.add(new KeeperEffect.Drop(KeptRecord.OfLetter.keyOf(id)));
    }

    private void forget(UserName user) {
        Box box = boxes.remove(user);
        if (box != null) {
            box.letters().forEach(entry -> dropLetter(entry.id()));
            effects.add(new KeeperEffect.Drop(KeptRecord.OfBox.keyOf(user)));
        }
        if (shelves.remove(user) != null) {
            effects.add(new KeeperEffect.Drop(KeptRecord.OfShelf.keyOf(user)));
        }
    }

    private void keep(Box box) {
        boxes.put(box.user(), box);
        effects.add(new KeeperEffect.Keep(new KeptRecord.OfBox(box)));
    }

    private void keep(PrekeyShelf shelf) {
        shelves.put(shelf.user(), shelf);
        effects.add(new KeeperEffect.Keep(new KeptRecord.OfShelf(shelf)));
    }
}
