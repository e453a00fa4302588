package org.hobnob.peer.mailbox;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.hobnob.bus.Bus;
import org.hobnob.peer.contact.KnownKeys;
import org.hobnob.protocol.message.Request;
import org.hobnob.protocol.message.peer.PeerReply;
import org.hobnob.protocol.message.value.UserName;

/**
 * What all mailboxes of a peer share.
 *
 * @param nowMs a monotonic clock, in milliseconds
 * @param friends asks a friend's peer about the mailboxes that it keeps
 * @param keeper the friend whom the user has asked to keep the user's mailbox, if there is one; read at each login
 */
public record MailParts(
        Vertx vertx,
        Bus bus,
        KnownKeys keys,
        RandomGenerator random,
        LongSupplier nowMs,
        BiFunction<UserName, Request, Future<PeerReply>> friends,
        Supplier<Optional<UserName>> keeper) {}
