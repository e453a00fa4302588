package org.hobnob.protocol.chat;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import org.hobnob.protocol.crypto.Signer;
import org.hobnob.protocol.crypto.Verifier;
import org.hobnob.protocol.mailbox.Letter;
import org.hobnob.protocol.mailbox.MailRecord;
import org.hobnob.protocol.mailbox.Prekey;
import org.hobnob.protocol.mailbox.PutToken;
import org.hobnob.protocol.mailbox.StoredLetter;
import org.hobnob.protocol.mailbox.engine.MailEffect;
import org.hobnob.protocol.message.Reason;
import org.hobnob.protocol.message.Reply;
import org.hobnob.protocol.message.value.MessageId;
import org.hobnob.protocol.message.value.UserName;
import org.hobnob.protocol.sim.Keys;
import org.hobnob.protocol.sim.Node;
import org.hobnob.protocol.sim.World;

/** The registry's mailboxes in the simulation. A false one loses, repeats, reorders and forges letters. */
class MailOffice {
    private static final int PLACES = 40;
    private static final long SLOWEST_MS = 200;

    private final World world;
    private final RandomGenerator random;
    private final Keys keys;
    private final Map<UserName, Signer> signers = new HashMap<>();
    private final Map<UserName, List<StoredLetter>> boxes = new HashMap<>();
    private final Map<UserName, Prekey> weekly = new HashMap<>();
    private final Map<UserName, Deque<Prekey>> oneTime = new HashMap<>();
    private final List<StoredLetter> past = new ArrayList<>();
    private final Map<UserName, Runnable> listeners = new HashMap<>();
    private boolean isFalse;
    private double lossChance;
    private int puts;
    private UnaryOperator<List<MailEffect>> plant = UnaryOperator.identity();
    private Predicate<MailRecord> forgotten = record -> false;

    MailOffice(World world, boolean isFalse, double lossChance) {
        this.world = world;
        this.isFalse = isFalse;
        this.lossChance = lossChance;
        random = world.random("office");
        keys = Keys.fast(world);
    }

    /** From now on it does what it is asked, and no answer gets lost. */
    void behave() {
        isFalse = false;
        lossChance = 0;
    }

    /** A fault to plant around every mail engine: what is carried out of what it asks for. */
    MailOffice planting(UnaryOperator<List<MailEffect>> changed) {
        plant = changed;
        return this;
    }

    /** A fault to plant: a program that starts does not find these records. */
    MailOffice forgetting(Predicate<MailRecord> records) {
        forgotten = records;
        return this;
    }

    /** Returns whose peer keeps the mailboxes; empty for the registry's. */
    Optional<UserName> keeper() {
        return Optional.empty();
    }

    UnaryOperator<List<MailEffect>> plant() {
        return plant;
    }

    boolean forgets(MailRecord record) {
        return forgotten.test(record);
    }

    Signer signer(UserName user) {
        return signers.computeIfAbsent(user, first -> keys.newSigner());
    }

    Verifier verifier() {
        return keys.verifier();
    }

    /** How many letters were put. */
    int puts() {
        return puts;
    }

    void online(UserName user, Runnable onMail) {
        listeners.put(user, onMail);
    }

    /** Returns whether it cannot be reached now. */
    boolean isAway() {
        return false;
    }

    World world() {
        return world;
    }

    /** Does the work a little later, and answers a little later still; an answer may get lost, with or without the work. */
    <T> void ask(Node asker, Supplier<T> work, Consumer<T> answered, Consumer<Reason> failed) {
        boolean isLost = isAway() || random.nextDouble() < lossChance;
        boolean isDone = !isLost || !isAway() && random.nextBoolean();
        long delay = 1 + random.nextLong(SLOWEST_MS);
        asker.in(delay, () -> {
            try {
                T result = isDone ? work.get() : null;
                asker.in(delay, isLost ? () -> failed.accept(Reason.UNAVAILABLE) : () -> answered.accept(result));
            } catch (IllegalStateException refused) {
                asker.in(delay, () -> failed.accept(Reason.valueOf(refused.getMessage())));
            }
        });
    }

    int put(UserName user, List<Prekey> prekeys) {
        Deque<Prekey> stock = oneTime.computeIfAbsent(user, first -> new ArrayDeque<>());
        prekeys.forEach(prekey -> {
            if (prekey.kind() == Prekey.Kind.WEEKLY) {
                weekly.put(user, prekey);
            } else {
                stock.add(prekey);
            }
        });
        return stock.size();
    }

    void allow(UserName user, PutToken token, int quota) {
        // Letters are taken without a token.
    }

    Reply.PrekeyTaken take(UserName asker, UserName user) {
        Deque<Prekey> stock = oneTime.getOrDefault(user, new ArrayDeque<>());
        Prekey prekey = stock.isEmpty() ? weekly.get(user) : isFalse ? stock.peek() : stock.poll();
        if (prekey == null) {
            throw new IllegalStateException(Reason.NO_PREKEY.name());
        }
        return new Reply.PrekeyTaken(signer(user).publicKey(), prekey);
    }

    MessageId put(UserName asker, UserName user, Letter letter, Optional<PutToken> token) {
        List<StoredLetter> box = boxes.computeIfAbsent(user, first -> new ArrayList<>());
        if (box.size() >= PLACES) {
            throw new IllegalStateException(Reason.MAILBOX_FULL.name());
        }
        counted();
        StoredLetter stored = new StoredLetter(newId(), world.nowMs(), letter);
        past.add(stored);
        if (!isFalse || random.nextInt(4) > 0) {
            box.add(isFalse ? random.nextInt(box.size() + 1) : box.size(), stored);
        }
        if (isFalse && random.nextInt(4) == 0) {
            box.add(changed(past.get(random.nextInt(past.size()))));
        }
        came(user);
        return stored.id();
    }

    void counted() {
        puts++;
    }

    void came(UserName user) {
        Optional.ofNullable(listeners.get(user)).ifPresent(Runnable::run);
    }

    /** The same letter again, or one with a byte changed, under another id. */
    private StoredLetter changed(StoredLetter letter) {
        byte[] bytes = letter.letter().bytes().clone();
        if (random.nextBoolean()) {
            bytes[1 + random.nextInt(bytes.length - 1)] ^= 1;
        }
        return new StoredLetter(newId(), world.nowMs(), Letter.parse(bytes).orElseThrow());
    }

    private MessageId newId() {
        byte[] bytes = ByteBuffer.allocate(16)
                .putLong(random.nextLong())
                .putLong(random.nextLong())
                .array();
        return new MessageId(HexFormat.of().formatHex(bytes));
    }

    Reply.Letters fetch(UserName user, Optional<MessageId> after) {
        List<StoredLetter> box = boxes.getOrDefault(user, List.of());
        int from = after.map(id -> index(box, id) + 1).orElse(0);
        if (isFalse && random.nextInt(4) == 0) {
            from = random.nextInt(box.size() + 1);
        }
        Optional<StoredLetter> letter = from < box.size() ? Optional.of(box.get(from)) : Optional.empty();
        return new Reply.Letters(letter, isFalse ? random.nextInt(8) > 0 : from + 1 < box.size());
    }

    private static int index(List<StoredLetter> box, MessageId id) {
        return box.stream().map(StoredLetter::id).toList().indexOf(id);
    }

    boolean drop(UserName asker, UserName user, List<MessageId> ids) {
        boolean refuses = isFalse && random.nextInt(3) == 0;
        return !refuses && boxes.getOrDefault(user, new ArrayList<>()).removeIf(letter -> ids.contains(letter.id()));
    }
}
