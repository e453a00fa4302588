package org.hobnob.peer.file;

import io.vertx.core.Vertx;
import io.vertx.core.net.NetClient;
import java.util.function.LongSupplier;
import org.hobnob.peer.contact.Contacts;
import org.hobnob.peer.contact.KnownKeys;
import org.hobnob.peer.line.FileExchange;
import org.hobnob.peer.settings.PeerSettings;

/**
 * What everything about files needs.
 *
 * @param network where multicast is sent and heard, if at all
 * @param client opens connections to fetch files over
 * @param nowMs a monotonic clock, in milliseconds
 */
record FileParts(
        Vertx vertx,
        PeerSettings.Network network,
        Contacts contacts,
        KnownKeys keys,
        FileExchange exchange,
        NetClient client,
        LongSupplier nowMs) {}
