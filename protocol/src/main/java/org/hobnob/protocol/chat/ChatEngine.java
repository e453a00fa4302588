package org.hobnob.protocol.chat;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.hobnob.protocol.body.EncodedBody;
import org.hobnob.protocol.mailbox.MailRecord;
import org.hobnob.protocol.message.peer.DirectRefusal;
import org.hobnob.protocol.message.peer.PeerMessage.DirectMessage;
import org.hobnob.protocol.message.value.LogId;
import org.hobnob.protocol.message.value.MessageId;
import org.hobnob.protocol.message.value.UserName;

/**
 * One user's direct messages to and from all contacts (SPEC 7.1). Each accepted message is shown at the contact
 * once and in order, or waits here; broken lines and restarts do not change that.
 *
 * <p>Every method returns the effects to carry out, in order; see {@link ChatEffect} for the rules. Times are
 * milliseconds of a monotonic clock. Lines and receipts are numbers that the caller chooses, each used once. Input
 * from a line must be passed on only if the line has been proven to belong to that contact. Not thread-safe.
 */
public final class ChatEngine {
    private final UserName self;
    private final RandomGenerator random;
    /** In order of use, the least recently used first. */
    private final Map<UserName, ContactSession> sessions = new LinkedHashMap<>();
    /** Keys of messages that have been delivered and not shown yet. */
    private final Set<String> unshown = new HashSet<>();

    private final List<ChatEffect> first = new ArrayList<>();
    private long taken;

    /** @param stored the stored records, in any order; a record that the engine cannot have written is ignored */
    public ChatEngine(UserName self, Collection<Stored> stored, RandomGenerator random) {
        this.self = self;
        this.random = random;
        restoreIncoming(stored);
        restoreOutgoing(stored);
        restoreUnshown(stored);
    }

    private void restoreIncoming(Collection<Stored> stored) {
        of(Stored.Incoming.class, stored).stream()
                .sorted(Comparator.comparingLong(Stored.Incoming::taken))
                .forEach(incoming -> {
                    use(incoming.contact()).receiver().restore(incoming);
                    taken = Math.max(taken, incoming.taken());
                });
    }

    private void restoreOutgoing(Collection<Stored> stored) {
        Map<UserName, List<Stored.Waiting>> waiting = new TreeMap<>();
        Map<UserName, Stored.Outgoing> logs = new TreeMap<>();
        of(Stored.Outgoing.class, stored).forEach(log -> {
            logs.put(log.contact(), log);
            waiting.put(log.contact(), new ArrayList<>());
        });
        of(Stored.Waiting.class, stored).stream()
                .sorted(Comparator.comparingLong(Stored.Waiting::number))
                .forEach(message -> waiting.computeIfAbsent(message.contact(), first -> new ArrayList<>())
                        .add(message));
        waiting.forEach((contact, left) -> use(contact).log().restore(logs.get(contact), left, first));
    }

    private void restoreUnshown(Collection<Stored> stored) {
        of(Stored.Unshown.class, stored).stream()
                .sorted(Comparator.comparingLong(Stored.Unshown::taken))
                .forEach(message -> {
                    unshown.add(message.key());
                    first.add(new ChatEffect.Deliver(message, true));
                });
    }

    private static <T extends Stored> List<T> of(Class<T> type, Collection<Stored> stored) {
        return stored.stream().filter(type::isInstance).map(type::cast).toList();
    }

    /** Starts the engine. Must be called once, before all other methods. */
    public List<ChatEffect> start(long nowMs) {
        sessions.values()
                .forEach(session -> session.sender().startAt(nowMs + random.nextLong(ChatLimits.FIRST_RETRY_MS)));
        return List.copyOf(first);
    }

    /**
     * Sends a message to the contact. The effects contain {@link ChatEffect.Queued} if it is stored, or {@link
     * ChatEffect.Full} if it is rejected.
     */
    public List<ChatEffect> say(UserName contact, MessageId id, EncodedBody body, long nowMs) {
        List<ChatEffect> effects = new ArrayList<>();
        Optional<ContactSession> session = session(contact, effects).filter(found -> hasRoom(found, body));
        session.ifPresentOrElse(
                found -> found.sender().say(id, body, nowMs, effects),
                () -> effects.add(new ChatEffect.Full(contact, id)));
        return effects;
    }

    private boolean hasRoom(ContactSession session, EncodedBody body) {
        int bytes = body.size();
        int all = sessions.values().stream().mapToInt(s -> s.log().size()).sum();
        int allBytes = sessions.values().stream().mapToInt(s -> s.log().bytes()).sum();
        return session.log().size() < ChatLimits.WAITING
                && session.log().bytes() + bytes <= ChatLimits.WAITING_BYTES
                && all < ChatLimits.ALL_WAITING
                && allBytes + bytes <= ChatLimits.ALL_WAITING_BYTES;
    }

    /** Drops the messages that wait for the contact. */
    public List<ChatEffect> cancel(UserName contact) {
        List<ChatEffect> effects = new ArrayList<>();
        ContactSession session = sessions.get(contact);
        if (session == null) {
            effects.add(new ChatEffect.Cancelled(contact, List.of()));
        } else {
            session.sender().cancel(effects);
        }
        return effects;
    }

    /** A line to the contact is open; either side may have opened it. */
    public List<ChatEffect> lineUp(UserName contact, long line, long nowMs) {
        List<ChatEffect> effects = new ArrayList<>();
        session(contact, effects).ifPresent(session -> session.sender().lineUp(line, nowMs, effects));
        return effects;
    }

    /** A line has closed. */
    public List<ChatEffect> lineDown(UserName contact, long line, long nowMs) {
        List<ChatEffect> effects = known(contact, (sender, more) -> sender.lineDown(line, nowMs, more));
        // A session without content is removed, so that passing contacts take no space.
        sessions.computeIfPresent(contact, (same, session) -> session.isBlank() ? null : session);
        return effects;
    }

    /** No line to the contact could be opened. */
    public List<ChatEffect> connectFailed(UserName contact, long nowMs) {
        return known(contact, (sender, effects) -> sender.connectFailed(nowMs, effects));
    }

    /** The contact was seen online, so waiting messages are tried at once. */
    public List<ChatEffect> seen(UserName contact, long nowMs) {
        return known(contact, (sender, effects) -> sender.seen(nowMs, effects));
    }

    /** The contact has every message of the log up to {@code through}. */
    public List<ChatEffect> acknowledged(UserName contact, LogId log, long through, long nowMs) {
        return known(contact, (sender, effects) -> sender.acknowledged(log, through, nowMs, effects));
    }

    /** The contact refused the message with this number. */
    public List<ChatEffect> refused(UserName contact, LogId log, long number, DirectRefusal reason, long nowMs) {
        return known(contact, (sender, effects) -> sender.refused(log, number, reason, nowMs, effects));
    }

    private List<ChatEffect> known(UserName contact, BiConsumer<Sender, List<ChatEffect>> change) {
        List<ChatEffect> effects = new ArrayList<>();
        ContactSession session = sessions.get(contact);
        if (session != null) {
            change.accept(session.sender(), effects);
        }
        return effects;
    }

    /**
     * A message has arrived.
     *
     * @param contact the user that the line was proven for; the sender and recipient in the message are ignored
     * @param receipt identifies the message in the answer
     */
    public List<ChatEffect> received(UserName contact, DirectMessage message, long receipt) {
        return received(contact, message, false, receipt);
    }

    private List<ChatEffect> received(UserName contact, DirectMessage message, boolean byLetter, long receipt) {
        List<ChatEffect> effects = new ArrayList<>();
        Optional<Receiver> receiver = session(contact, effects).map(ContactSession::receiver);
        if (receiver.isEmpty()) {
            effects.add(new ChatEffect.Refuse(receipt, DirectRefusal.UNAVAILABLE));
        } else if (!receiver.get().settles(message, receipt, effects)) {
            take(receiver.get(), message, byLetter, receipt, effects);
        }
        return effects;
    }

    /**
     * A message has arrived in a letter.
     *
     * @param spent is stored in the same commit if the letter is of no use any more: the message was taken, or can never
     *     be
     * @param taken is stored in the same commit if the message was taken, now or before
     */
    public List<ChatEffect> receivedByLetter(
            UserName contact, DirectMessage message, long receipt, Optional<MailRecord> spent, MailRecord taken) {
        List<ChatEffect> effects = received(contact, message, true, receipt);
        Optional<DirectRefusal> refusal = effects.stream()
                .flatMap(effect -> effect instanceof ChatEffect.Refuse no ? Stream.of(no.reason()) : Stream.empty())
                .findFirst();
        List<ChatEffect> all = new ArrayList<>();
        if (refusal.isEmpty() || refusal.get() == DirectRefusal.NUMBER_TAKEN) {
            spent.ifPresent(record -> all.add(new ChatEffect.KeepMail(record)));
        }
        if (refusal.isEmpty()) {
            all.add(new ChatEffect.KeepMail(taken));
        }
        all.addAll(effects);
        return all;
    }

    /**
     * A letter says that the contact has every message of the log up to {@code through}.
     *
     * @param spent is stored in the same commit
     */
    public List<ChatEffect> acknowledgedByLetter(
            UserName contact, LogId log, long through, Optional<MailRecord> spent, long nowMs) {
        List<ChatEffect> effects = new ArrayList<>();
        spent.ifPresent(record -> effects.add(new ChatEffect.KeepMail(record)));
        effects.addAll(acknowledged(contact, log, through, nowMs));
        return effects;
    }

    /** Returns the first messages that wait for the contact, in order: as many as may be put into a mailbox. */
    public List<DirectMessage> letters(UserName contact) {
        ContactSession session = sessions.get(contact);
        return session == null ? List.of() : session.log().first(ChatLimits.LETTERS);
    }

    private void take(
            Receiver receiver, DirectMessage message, boolean byLetter, long receipt, List<ChatEffect> effects) {
        if (unshown.size() >= ChatLimits.UNSHOWN) {
            effects.add(new ChatEffect.Refuse(receipt, DirectRefusal.UNAVAILABLE));
            return;
        }
        taken++;
        receiver.take(message, byLetter, receipt, taken, effects).ifPresent(kept -> unshown.add(kept.key()));
    }

    /** The message of a {@link ChatEffect.Deliver} has been shown. */
    public List<ChatEffect> shown(Stored.Unshown message) {
        return unshown.remove(message.key()) ? List.of(new ChatEffect.Drop(message.key())) : List.of();
    }

    /** Does what is due. To be called at {@link #wakeAtMs}; earlier calls do no harm. */
    public List<ChatEffect> tick(long nowMs) {
        List<ChatEffect> effects = new ArrayList<>();
        sessions.values().forEach(session -> session.sender().tick(nowMs, effects));
        return effects;
    }

    /** Returns when to call {@link #tick} next; empty if nothing is scheduled. */
    public OptionalLong wakeAtMs() {
        long earliest = sessions.values().stream()
                .mapToLong(session -> session.sender().wakeAtMs())
                .min()
                .orElse(Sender.NEVER);
        return earliest == Sender.NEVER ? OptionalLong.empty() : OptionalLong.of(earliest);
    }

    /** Returns the number of waiting messages per contact. */
    public Map<UserName, Integer> waiting() {
        Map<UserName, Integer> waiting = new TreeMap<>();
        sessions.forEach((contact, session) -> {
            if (!session.log().isEmpty()) {
                waiting.put(contact, session.log().size());
            }
        });
        return waiting;
    }

    /** Returns the contact's session and marks it as used; empty if the limit of contacts is reached. */
    private Optional<ContactSession> session(UserName contact, List<ChatEffect> effects) {
        if (!sessions.containsKey(contact) && sessions.size() >= ChatLimits.CONTACTS && !forgetOne(effects)) {
            return Optional.empty();
        }
        return Optional.of(use(contact));
    }

    private ContactSession use(UserName contact) {
        ContactSession session = sessions.remove(contact);
        session = session == null ? new ContactSession(self, contact, random) : session;
        sessions.put(contact, session);
        return session;
    }

    private boolean forgetOne(List<ChatEffect> effects) {
        Optional<UserName> idle = sessions.entrySet().stream()
                .filter(entry -> entry.getValue().isIdle())
                .map(Map.Entry::getKey)
                .findFirst();
        idle.ifPresent(contact -> {
            ContactSession session = sessions.remove(contact);
            session.receiver().forget(effects);
            effects.add(new ChatEffect.Drop(session.log().key()));
        });
        return idle.isPresent();
    }
}
