package org.hobnob.peer.mailbox;

import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.hobnob.protocol.mailbox.Envelopes;
import org.hobnob.protocol.mailbox.MailRecord;
import org.hobnob.protocol.mailbox.engine.MailEffect;
import org.hobnob.protocol.message.Reason;
import org.hobnob.protocol.message.RefusalException;
import org.hobnob.protocol.message.peer.PeerMessage.DirectMessage;
import org.hobnob.protocol.message.value.PublicKey;
import org.hobnob.protocol.message.value.UserName;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All mailboxes that concern the user who is logged in: those at the registry, if it keeps any, and those at friends' peers, each
 * with an engine of its own. What is in several of them is shown once, because the log of the chat knows it. Not thread-safe.
 */
public final class Mailboxes {
    /** The most friends at whose peers there is something. */
    static final int MOST_KEEPERS = 16;

    private static final int MOST_CONTACTS = 1_000;
    /** How often a friend's peer is asked, which may have been away. */
    private static final long ASK_MS = 60_000;

    /** A line that comes up asks at once, but not more often. */
    private static final long AT_ONCE_MS = 5_000;

    private static final Logger LOG = LoggerFactory.getLogger(Mailboxes.class);

    private final MailParts parts;
    private final Envelopes envelopes;
    private final MailState state;
    private final MailChats chats;
    private final Optional<UserName> own;
    private final Optional<Mailbox> registry;
    private final Map<UserName, Mailbox> friends = new LinkedHashMap<>();
    /** At whose peer contacts have mailboxes. */
    private final Map<UserName, UserName> keptAt = new HashMap<>();

    private final Map<UserName, Long> askedMs = new HashMap<>();
    private Optional<Long> timer = Optional.empty();

    /**
     * @param records the stored records
     * @param atRegistry whether the registry keeps mailboxes
     */
    public Mailboxes(
            MailParts parts,
            Envelopes envelopes,
            MailState state,
            List<MailRecord> records,
            boolean atRegistry,
            MailChats chats) {
        this.parts = parts;
        this.envelopes = envelopes;
        this.state = state;
        this.chats = chats;
        own = parts.keeper().get().filter(friend -> !friend.equals(envelopes.self()));
        Map<UserName, List<MailRecord>> ofFriends = new LinkedHashMap<>();
        List<MailRecord> ofRegistry = new ArrayList<>();
        for (MailRecord record : records) {
            if (record instanceof MailRecord.At at) {
                ofFriends
                        .computeIfAbsent(at.keeper(), first -> new ArrayList<>())
                        .add(at.record());
            } else if (record instanceof MailRecord.KeptAt kept) {
                keptAt.put(kept.contact(), kept.keeper());
            } else {
                ofRegistry.add(record);
            }
        }
        registry = atRegistry
                ? Optional.of(new Mailbox(
                        parts,
                        envelopes,
                        Optional.empty(),
                        new MailRegistry(parts.bus()),
                        Optional.empty(),
                        state,
                        ofRegistry,
                        chats))
                : Optional.empty();
        Stream.of(own.stream(), keptAt.values().stream(), ofFriends.keySet().stream())
                .flatMap(some -> some)
                .distinct()
                .forEach(friend -> open(friend, ofFriends.getOrDefault(friend, List.of())));
    }

    /** Returns the mailboxes at a friend's peer; empty if there are too many of them. */
    private Optional<Mailbox> open(UserName friend, List<MailRecord> records) {
        if (!friends.containsKey(friend) && !friend.equals(envelopes.self()) && hasPlace()) {
            friends.put(
                    friend,
                    new Mailbox(
                            parts,
                            envelopes,
                            Optional.of(friend),
                            new FriendHost(request -> parts.friends().apply(friend, request)),
                            Optional.of(this::vouched),
                            state.at(friend),
                            records,
                            chats));
        }
        return Optional.ofNullable(friends.get(friend));
    }

    /** A contact may name one keeper after the other: where nobody's letters go any more makes way. */
    private boolean hasPlace() {
        if (friends.size() >= MOST_KEEPERS) {
            friends.keySet().stream()
                    .filter(friend -> !own.equals(Optional.of(friend)) && !keptAt.containsValue(friend))
                    .findFirst()
                    .ifPresent(this::close);
        }
        return friends.size() < MOST_KEEPERS;
    }

    private void close(UserName friend) {
        friends.remove(friend).end();
        askedMs.remove(friend);
        state.forget(friend);
    }

    private Future<PublicKey> vouched(UserName user) {
        return registry.map(mailbox -> mailbox.key(user))
                .orElseGet(() -> Future.failedFuture(new RefusalException(Reason.NO_PREKEY)));
    }

    private void all(Consumer<Mailbox> work) {
        Stream.concat(registry.stream(), List.copyOf(friends.values()).stream()).forEach(work);
    }

    /** Begins, after a login. */
    public void start() {
        registry.ifPresent(Mailbox::start);
        friends.keySet().forEach(this::ask);
        timer = Optional.of(
                parts.vertx().setPeriodic(ASK_MS, due -> friends.keySet().forEach(this::ask)));
    }

    /** Stops, at logout. */
    public void end() {
        all(Mailbox::end);
        timer.ifPresent(parts.vertx()::cancelTimer);
        timer = Optional.empty();
    }

    private void ask(UserName friend) {
        long nowMs = parts.nowMs().getAsLong();
        if (nowMs - askedMs.getOrDefault(friend, nowMs - AT_ONCE_MS) >= AT_ONCE_MS) {
            askedMs.put(friend, nowMs);
            friends.get(friend).start();
        }
    }

    /** A letter came into the user's mailbox at the registry, or may have. */
    public void mail() {
        registry.ifPresent(Mailbox::mail);
    }

    /** The contact cannot be reached. */
    public void away(UserName contact) {
        registry.ifPresent(mailbox -> mailbox.away(contact));
        writable(contact).forEach(mailbox -> mailbox.away(contact));
    }

    /** Returns where letters to the contact may go at friends' peers: to the contact's keeper, and as answers to one's own. */
    private List<Mailbox> writable(UserName contact) {
        Optional<UserName> theirs = Optional.ofNullable(keptAt.get(contact));
        return friends.entrySet().stream()
                .filter(one -> !one.getKey().equals(contact))
                .filter(one -> theirs.equals(Optional.of(one.getKey()))
                        || own.equals(Optional.of(one.getKey()))
                                && one.getValue().isOpenTo(contact))
                .map(Map.Entry::getValue)
                .toList();
    }

    /** There is a line to the user: what waits goes over it, and what the user keeps can be read. */
    public void reached(UserName user) {
        all(mailbox -> mailbox.reached(user));
        if (friends.containsKey(user)) {
            ask(user);
        }
    }

    /** The user writes to the contact. */
    public void writes(UserName contact) {
        registry.ifPresent(mailbox -> mailbox.writes(contact));
        own.map(friends::get).ifPresent(mailbox -> mailbox.writes(contact));
        Optional.ofNullable(keptAt.get(contact)).map(friends::get).ifPresent(mailbox -> mailbox.writes(contact));
    }

    /** The contact has said something on a proven line, which may tell how to write to the contact's mailboxes. */
    public void heard(DirectMessage message) {
        UserName contact = message.sender();
        message.mail().ifPresent(token -> registry.ifPresent(mailbox -> mailbox.given(contact, token)));
        message.keeper().ifPresent(keeper -> {
            keptAt(contact, keeper);
            message.keeperMail()
                    .ifPresent(token -> Optional.ofNullable(friends.get(keeper))
                            .ifPresent(mailbox -> mailbox.given(contact, token)));
        });
    }

    /** The contact's letters also wait at that friend's peer. */
    private void keptAt(UserName contact, UserName keeper) {
        boolean isNew = !keeper.equals(keptAt.get(contact));
        if (!isNew || keptAt.size() >= MOST_CONTACTS && !keptAt.containsKey(contact)) {
            return;
        }
        boolean isFirst = !friends.containsKey(keeper);
        UserName before = keptAt.remove(contact);
        if (open(keeper, List.of()).isEmpty()) {
            if (before != null) {
                keptAt.put(contact, before);
            }
        } else {
            keptAt.put(contact, keeper);
            state.storeSoon(
                    List.of(new MailEffect.Keep(new MailRecord.KeptAt(contact, keeper))),
                    cause -> LOG.error("where {} has a mailbox is not stored: {}", contact, cause.getMessage()));
            if (isFirst) {
                ask(keeper);
            }
        }
    }

    /**
     * How many messages are in a mailbox of a contact.
     *
     * @param keeper whose peer keeps it; empty for the registry's
     */
    public record Put(Optional<UserName> keeper, int count) {}

    /** Returns in which mailboxes how many of the messages are that wait for the contact; none where none is. */
    public List<Put> put(UserName contact) {
        List<Put> all = new ArrayList<>();
        registry.ifPresent(mailbox -> all.add(new Put(Optional.empty(), mailbox.put(contact))));
        friends.forEach((friend, mailbox) -> all.add(new Put(Optional.of(friend), mailbox.put(contact))));
        all.removeIf(one -> one.count() == 0);
        return all;
    }

    /** The user has given up what waits for the contact. */
    public void cancelled(UserName contact) {
        all(mailbox -> mailbox.cancelled(contact));
    }

    /** The user has blocked the contact. */
    public void blocked(UserName contact) {
        all(mailbox -> mailbox.blocked(contact));
    }

    /** Returns the message with what the recipient needs to write to the user's mailboxes. */
    public DirectMessage stamped(DirectMessage message) {
        UserName contact = message.recipient();
        DirectMessage stamped = message.with(registry.flatMap(mailbox -> mailbox.token(contact)));
        return own.filter(friend -> friends.containsKey(friend) && !friend.equals(contact))
                .map(friend -> stamped.at(friend, friends.get(friend).token(contact)))
                .orElse(stamped);
    }
}
