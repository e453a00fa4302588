package org.hobnob.peer.handout;

import io.vertx.core.Vertx;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.hobnob.net.InterfaceChoice;
import org.hobnob.peer.line.FileExchange;
import org.hobnob.protocol.message.value.UserName;

/**
 * What everything about hand-outs needs.
 *
 * @param network where multicast is sent and heard
 * @param exchange carries messages to other peers
 * @param secureRandom makes keys
 * @param nowMs a monotonic clock, in milliseconds
 * @param self the user who is logged in
 */
public record HandOutParts(
        Vertx vertx,
        InterfaceChoice network,
        FileExchange exchange,
        RandomGenerator secureRandom,
        LongSupplier nowMs,
        UserName self) {}
