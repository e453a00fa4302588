package org.hobnob.peer.file;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.hobnob.bus.BusFailures;
import org.hobnob.net.SocketControl;
import org.hobnob.protocol.file.FileEngine;
import org.hobnob.protocol.file.FileFault;
import org.hobnob.protocol.file.Offer;
import org.hobnob.protocol.message.Reason;
import org.hobnob.protocol.message.peer.FetchFile;
import org.hobnob.protocol.message.value.MessageId;
import org.hobnob.protocol.message.value.PublicKey;
import org.hobnob.protocol.wire.NativeFetch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The files that are being handed out. Confined to one context. */
final class Servings implements FileDoor.Owner {
    private static final Logger LOG = LoggerFactory.getLogger(Servings.class);

    private final FileParts parts;
    private final FileEngine engine;
    private final Transfers transfers;
    private final Consumer<FileDesk.Call> run;
    private final List<Serving> running = new ArrayList<>();
    private boolean stopped;

    /** @param run carries out a call of the engine */
    Servings(FileParts parts, FileEngine engine, Transfers transfers, Consumer<FileDesk.Call> run) {
        this.parts = parts;
        this.engine = engine;
        this.transfers = transfers;
        this.run = run;
    }

    @Override
    public void asked(FetchFile fetch, Optional<PublicKey> key, NetSocket socket) {
        if (!SocketControl.isOpen(socket)) {
            return;
        }
        String ip = socket.remoteAddress().hostAddress();
        parts.contacts()
                .proven(fetch.requester(), key, ip)
                .compose(parts.keys()::look)
                .onSuccess(known -> {
                    if (known.blocked() || stopped) {
                        refuse(socket, FetchFile.Answer.NOT_OFFERED);
                    } else {
                        decide(fetch, socket);
                    }
                })
                .onFailure(cause -> {
                    LOG.debug("refused to hand out a file: {}", cause.toString());
                    // Where the registry cannot say now whose key it is, the file is not given up for ever.
                    boolean isForNow = BusFailures.asRefusal(cause).reason() == Reason.UNAVAILABLE;
                    refuse(socket, isForNow ? FetchFile.Answer.BUSY : FetchFile.Answer.NOT_OFFERED);
                });
    }

    private void decide(FetchFile fetch, NetSocket socket) {
        // What closed while its key was looked up would never be told to be over.
        if (!SocketControl.isOpen(socket)) {
            return;
        }
        switch (engine.mayFetch(fetch.requester(), fetch.id())) {
            case NOT_OFFERED -> refuse(socket, FetchFile.Answer.NOT_OFFERED);
            case BUSY -> refuse(socket, FetchFile.Answer.BUSY);
            case YES -> serve(fetch, socket);
        }
    }

    private static void refuse(NetSocket socket, FetchFile.Answer why) {
        socket.end(Buffer.buffer(NativeFetch.print(why) + "\n"));
    }

    private void serve(FetchFile fetch, NetSocket socket) {
        Offer offer = engine.find(fetch.id()).orElseThrow();
        Serving serving = new Serving(
                parts.vertx(), socket, offer, fetch, parts.nowMs(), sent -> transfers.at(offer, sent), this::over);
        running.add(serving);
        run.accept(nowMs -> engine.serving(offer.id()));
        serving.begin();
        socket.resume();
    }

    private void over(Serving serving, Optional<FileFault> why) {
        running.remove(serving);
        transfers.over(serving.offer());
        run.accept(nowMs -> engine.served(serving.offer().id(), why));
    }

    void stop(MessageId id) {
        List.copyOf(running).stream()
                .filter(serving -> serving.offer().id().equals(id))
                .forEach(Serving::stop);
    }

    /** Ends those whose other side has taken nothing for too long. */
    void sweep() {
        List.copyOf(running).stream().filter(Serving::isStalled).forEach(Serving::stop);
    }

    void stopAll() {
        stopped = true;
        List.copyOf(running).forEach(Serving::stop);
    }
}
