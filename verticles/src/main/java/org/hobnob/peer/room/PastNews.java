package org.hobnob.peer.room;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.function.BiPredicate;
import org.hobnob.protocol.message.peer.HistoryEntry;
import org.hobnob.protocol.message.value.PublicKey;
import org.hobnob.protocol.message.value.RoomName;
import org.hobnob.protocol.message.value.UserName;
import org.hobnob.protocol.room.history.HistoryFetch;
import org.hobnob.protocol.room.history.PastMessages;
import org.hobnob.protocol.room.history.RoomArchive;
import org.hobnob.protocol.room.history.SignedId;
import org.hobnob.protocol.room.seal.EntryReader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Shows what members have handed over, as far as it is this user's to have, and keeps it (SPEC 15). Not thread-safe. */
final class PastNews {
    private static final Logger LOG = LoggerFactory.getLogger(PastNews.class);
    /** How many datagrams under keys that are not known are shown at a time. */
    static final int MOST_UNKNOWN = 200;

    private final RoomName room;
    private final UserName self;
    private final RoomPast.Parts parts;
    private final RoomPast owner;

    PastNews(RoomName room, UserName self, RoomPast.Parts parts, RoomPast owner) {
        this.room = room;
        this.self = self;
        this.parts = parts;
        this.owner = owner;
    }

    /** Shows what was fetched, and keeps what was shown. */
    Future<Void> show(OpenPast past, HistoryFetch fetch) {
        long nowMs = System.currentTimeMillis();
        BiPredicate<Long, Long> has = past.archive()::has;
        List<List<HistoryFetch.Found>> found = bounded(
                fetch.found().stream()
                        .map(stream -> stream.stream()
                                .filter(one -> isForUs(past, one.said()))
                                .filter(one -> !past.archive().isTooOld(one.said(), nowMs))
                                .filter(one -> !isMisnamed(one.said().entry()))
                                .filter(one -> !owner.leave(one.said()))
                                .toList())
                        .toList(),
                owner::isKnown);
        List<PastMessages.Past> messages = PastMessages.of(found, has).stream()
                .filter(message -> !past.archive().has(message.signedId()))
                .filter(message -> !owner.wasDelivered(message))
                .filter(message -> owner.shown().add(message.signedId()))
                .toList();
        if (!messages.isEmpty()) {
            LOG.info("{} messages that were said in {} before were fetched", messages.size(), room);
        }
        Set<SignedId> refused = new HashSet<>();
        Promise<Void> told = Promise.promise();
        tell(messages.iterator(), refused, told);
        // Kept only when shown, so that neither a crash in between nor a console that refuses loses anything.
        return told.future().onComplete(done -> {
            owner.shown().removeAll(refused);
            found.stream()
                    .flatMap(List::stream)
                    .map(HistoryFetch.Found::said)
                    .filter(said -> RoomPast.idsOf(said).noneMatch(refused::contains))
                    .forEach(said -> keep(past, said));
        });
    }

    private void keep(OpenPast past, EntryReader.Said said) {
        if (owner.isKnown(said.speaker(), said.entry().key())) {
            past.archive().add(said, System.currentTimeMillis());
        } else {
            past.archive().addForSelf(said, System.currentTimeMillis());
        }
    }

    /** Leaves out what is under unknown keys beyond a bound: a holder makes as many as it likes. */
    static List<List<HistoryFetch.Found>> bounded(
            List<List<HistoryFetch.Found>> found, BiPredicate<UserName, PublicKey> known) {
        List<List<HistoryFetch.Found>> bounded = new ArrayList<>();
        int unknown = 0;
        for (List<HistoryFetch.Found> stream : found) {
            Deque<HistoryFetch.Found> newest = new ArrayDeque<>();
            for (int i = stream.size() - 1; i >= 0; i--) {
                HistoryFetch.Found one = stream.get(i);
                boolean isKnown =
                        known.test(one.said().speaker(), one.said().entry().key());
                unknown += isKnown ? 0 : 1;
                if (isKnown || unknown <= MOST_UNKNOWN) {
                    newest.addFirst(one);
                }
            }
            bounded.add(List.copyOf(newest));
        }
        return bounded;
    }

    /** Whether the holder says that another user said what a member signed; no signature covers the name. */
    private boolean isMisnamed(HistoryEntry entry) {
        return !owner.isKnown(entry.speaker(), entry.key())
                && (entry.key().equals(parts.ownKey())
                        || owner.members()
                                .filter(members -> members.isKeyOfOne(entry.key()))
                                .isPresent());
    }

    /** Tells one message after the other; collects those that the console refused. */
    private void tell(Iterator<PastMessages.Past> messages, Set<SignedId> refused, Promise<Void> end) {
        while (messages.hasNext()) {
            PastMessages.Past message = messages.next();
            Future<Void> told = parts.listener()
                    .past(room, message, owner.isKnown(message.speaker(), message.key()))
                    .onFailure(cause -> refused.add(message.signedId()));
            if (!told.isComplete()) {
                told.onComplete(done -> tell(messages, refused, end));
                return;
            }
        }
        end.complete();
    }

    /** What a newcomer may see, its speaker permits; members see what was said while they were members. */
    private boolean isForUs(OpenPast past, EntryReader.Said said) {
        return parts.kept()
                || RoomArchive.isForAll(said)
                || past.presences()
                        .was(self, parts.ownKey(), said.link().roster().version());
    }
}
