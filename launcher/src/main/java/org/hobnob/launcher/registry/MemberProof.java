package org.hobnob.launcher.registry;

import com.hazelcast.nio.MemberSocketInterceptor;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Properties;
import org.hobnob.registry.secrets.Secrets;

/**
 * Has both sides of a connection between members of the cluster prove that they have the registry's secrets, before
 * Hazelcast says a word. What follows is neither encrypted nor signed.
 *
 * <pre>
 * connecting: challenge (32)
 * accepting:  challenge (32) | proof (32)
 * connecting: proof (32)
 * </pre>
 */
final class MemberProof implements MemberSocketInterceptor {
    static final int CHALLENGE_BYTES = 32;

    private static final int TIMEOUT_MS = 10_000;

    private final Secrets secrets;
    private final SecureRandom random;

    MemberProof(Secrets secrets, SecureRandom random) {
        this.secrets = secrets;
        this.random = random;
    }

    @Override
    public void init(Properties properties) {
        // Nothing to be configured.
    }

    @Override
    public void onConnect(Socket socket) throws IOException {
        socket.setSoTimeout(TIMEOUT_MS);
        OutputStream out = socket.getOutputStream();
        DataInputStream in = new DataInputStream(socket.getInputStream());
        byte[] own = challenge();
        out.write(own);
        byte[] others = read(in, CHALLENGE_BYTES);
        check(read(in, Secrets.PROOF_BYTES), secrets.memberProof(true, own, others), socket);
        out.write(secrets.memberProof(false, own, others));
        socket.setSoTimeout(0);
    }

    @Override
    public void onAccept(Socket socket) throws IOException {
        socket.setSoTimeout(TIMEOUT_MS);
        OutputStream out = socket.getOutputStream();
        DataInputStream in = new DataInputStream(socket.getInputStream());
        byte[] others = read(in, CHALLENGE_BYTES);
        byte[] own = challenge();
        out.write(own);
        out.write(secrets.memberProof(true, others, own));
        check(read(in, Secrets.PROOF_BYTES), secrets.memberProof(false, others, own), socket);
        socket.setSoTimeout(0);
    }

    private byte[] challenge() {
        byte[] challenge = new byte[CHALLENGE_BYTES];
        random.nextBytes(challenge);
        return challenge;
    }

    private static byte[] read(DataInputStream in, int bytes) throws IOException {
        byte[] read = new byte[bytes];
        in.readFully(read);
        return read;
    }

    private static void check(byte[] shown, byte[] expected, Socket socket) throws IOException {
        if (!MessageDigest.isEqual(shown, expected)) {
            throw new IOException(socket.getRemoteSocketAddress() + " does not have the secrets of this registry");
        }
    }
}
