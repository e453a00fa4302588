package org.hobnob.protocol.chat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.hobnob.protocol.mailbox.Letter;
import org.hobnob.protocol.mailbox.Prekey;
import org.hobnob.protocol.mailbox.PutToken;
import org.hobnob.protocol.mailbox.keeper.Keeper;
import org.hobnob.protocol.mailbox.keeper.KeeperBounds;
import org.hobnob.protocol.mailbox.keeper.KeeperEffect;
import org.hobnob.protocol.mailbox.keeper.KeptRecord;
import org.hobnob.protocol.message.Reply;
import org.hobnob.protocol.message.Request;
import org.hobnob.protocol.message.value.MessageId;
import org.hobnob.protocol.message.value.UserName;
import org.hobnob.protocol.sim.World;

/** A friend's peer that keeps mailboxes, in the simulation; it starts anew now and then, and is away for a while. */
final class KeptOffice extends MailOffice {
    private static final UserName KEEPER = new UserName("keeper");
    private static final long DAY_MS = 86_400_000;
    private static final KeeperBounds BOUNDS = new KeeperBounds(1 << 20, 30 * DAY_MS);
    private static final long LONGEST_AWAY_MS = 20_000;

    private final RandomGenerator random;
    private final Set<UserName> friends;
    private final double awayChance;
    private final Map<String, KeptRecord> disk = new LinkedHashMap<>();
    private Keeper keeper;
    private long awayUntilMs;
    private boolean isGone;

    /**
     * @param friends for whom it keeps mailboxes
     * @param awayChance how likely it goes away at a request
     */
    KeptOffice(World world, Set<UserName> friends, double lossChance, double awayChance) {
        super(world, false, lossChance);
        this.friends = friends;
        this.awayChance = awayChance;
        random = world.random("keeper");
        boot();
    }

    private void boot() {
        keeper = new Keeper(
                List.copyOf(disk.values()), new byte[32], verifier(), world().random("keeper's ids"), BOUNDS);
        keeper.keepFor(friends, BOUNDS, world().nowMs());
    }

    /** It vanishes for good. */
    void vanish() {
        isGone = true;
    }

    int records() {
        return disk.size();
    }

    @Override
    Optional<UserName> keeper() {
        return Optional.of(KEEPER);
    }

    @Override
    boolean isAway() {
        if (!isGone && world().nowMs() >= awayUntilMs && random.nextDouble() < awayChance) {
            awayUntilMs = world().nowMs() + random.nextLong(LONGEST_AWAY_MS);
            boot();
        }
        return isGone || world().nowMs() < awayUntilMs;
    }

    private <T extends Reply> T ask(Class<T> wanted, UserName asker, Request request) {
        Keeper.Answer answer = keeper.ask(new Keeper.Asker(asker, signer(asker).publicKey()), request, world().nowMs());
        for (KeeperEffect effect : answer.effects()) {
            if (effect instanceof KeeperEffect.Keep keep) {
                disk.put(keep.stored().key(), keep.stored());
            } else if (effect instanceof KeeperEffect.Drop drop) {
                disk.remove(drop.key());
            }
        }
        if (answer.reply() instanceof Reply.Refused refused) {
            throw new IllegalStateException(refused.reason().name());
        }
        return wanted.cast(answer.reply());
    }

    @Override
    int put(UserName user, List<Prekey> prekeys) {
        return ask(Reply.PrekeysPut.class, user, new Request.PutPrekeys(prekeys))
                .left();
    }

    @Override
    void allow(UserName user, PutToken token, int quota) {
        ask(Reply.MailAllowed.class, user, new Request.AllowMail(token.hash(), quota));
    }

    @Override
    Reply.PrekeyTaken take(UserName asker, UserName user) {
        return ask(Reply.PrekeyTaken.class, asker, new Request.TakePrekey(user));
    }

    @Override
    MessageId put(UserName asker, UserName user, Letter letter, Optional<PutToken> token) {
        MessageId id = ask(Reply.LetterPut.class, asker, new Request.PutLetter(user, letter, token))
                .id();
        counted();
        return id;
    }

    @Override
    Reply.Letters fetch(UserName user, Optional<MessageId> after) {
        return ask(Reply.Letters.class, user, new Request.FetchLetters(after));
    }

    @Override
    boolean drop(UserName asker, UserName user, List<MessageId> ids) {
        Optional<UserName> from = Optional.of(user).filter(owner -> !owner.equals(asker));
        ask(Reply.LettersDropped.class, asker, new Request.DropLetters(ids, from));
        return true;
    }
}
