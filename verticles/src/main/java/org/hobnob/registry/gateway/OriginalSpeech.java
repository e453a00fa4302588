package org.hobnob.registry.gateway;

import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import org.hobnob.protocol.wire.OriginalDialect;

/** The original dialect (SPEC 5): each read of a TLS record is a message. */
final class OriginalSpeech implements Speech {
    private final Queue<byte[]> messages = new ArrayDeque<>();

    @Override
    public void feed(byte[] chunk) {
        messages.addAll(OriginalDialect.reads(chunk));
    }

    @Override
    public boolean isRead() {
        return messages.isEmpty();
    }

    @Override
    public Optional<Heard> next() {
        return Optional.ofNullable(messages.poll())
                .map(message -> new Heard(OriginalDialect.parse(message), OriginalDialect::print));
    }
}
