package org.hobnob.bus;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.MessageCodec;

/** Hands immutable values from one verticle of this program to another; they never leave it. */
final class ValueCodec implements MessageCodec<Object, Object> {
    static final String NAME = "hobnob.value";

    @Override
    public Object transform(Object value) {
        return value;
    }

    @Override
    public void encodeToWire(Buffer buffer, Object value) {
        throw new UnsupportedOperationException("a value stays within the program");
    }

    @Override
    public Object decodeFromWire(int at, Buffer buffer) {
        throw new UnsupportedOperationException("a value stays within the program");
    }

    @Override
    public String name() {
        return NAME;
    }

    /** That of no codec of Vert.x's own. */
    @Override
    public byte systemCodecID() {
        return -1;
    }
}
