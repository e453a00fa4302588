package org.hobnob.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;

/** A TCP socket that holds back what is written while corked, so that several TLS records leave in one write. */
final class CorkedSocket extends Socket {
    private final ByteArrayOutputStream held = new ByteArrayOutputStream();
    private boolean corked;

    /** Writes are held back from now on. */
    void cork() {
        corked = true;
    }

    /** Writes all that was held back at once. */
    void uncork() throws IOException {
        corked = false;
        super.getOutputStream().write(held.toByteArray());
        held.reset();
    }

    @Override
    public OutputStream getOutputStream() throws IOException {
        OutputStream direct = super.getOutputStream();
        return new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                write(new byte[] {(byte) b}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int from, int length) throws IOException {
                if (corked) {
                    held.write(bytes, from, length);
                } else {
                    direct.write(bytes, from, length);
                }
            }
        };
    }
}
