package org.hobnob.launcher.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.security.SecureRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.hobnob.registry.secrets.Secrets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Both sides of a connection between members of the cluster. */
@Tag("slow")
class MemberProofTest {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Secrets SECRETS = Secrets.generate(RANDOM);

    private final MemberProof own = new MemberProof(SECRETS, RANDOM);
    private final MemberProof others = new MemberProof(Secrets.generate(RANDOM), RANDOM);
    private final ExecutorService background = Executors.newSingleThreadExecutor();
    private ServerSocket server;
    private Socket connecting;
    private Socket accepting;

    @BeforeEach
    void connect() throws IOException {
        server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        connecting = new Socket(server.getInetAddress(), server.getLocalPort());
        accepting = server.accept();
    }

    @AfterEach
    void close() throws IOException {
        background.shutdownNow();
        accepting.close();
        connecting.close();
        server.close();
    }

    private Future<?> accept(MemberProof proof) {
        Callable<Void> accept = () -> {
            try {
                proof.onAccept(accepting);
                return null;
            } catch (IOException e) {
                accepting.close();
                throw e;
            }
        };
        return background.submit(accept);
    }

    private static void assertRefused(Future<?> accepted) {
        assertThrows(ExecutionException.class, () -> accepted.get(40, TimeUnit.SECONDS));
    }

    @Test
    void membersOfTheSameSecretsAreLeftAlone() throws Exception {
        Future<?> accepted = accept(own);
        own.onConnect(connecting);
        accepted.get(40, TimeUnit.SECONDS);
        accepting.getOutputStream().write(7);
        assertEquals(7, connecting.getInputStream().read());
        assertEquals(0, connecting.getSoTimeout());
        assertEquals(0, accepting.getSoTimeout());
    }

    @Test
    void acceptingStrangerIsRefused() {
        accept(others);
        assertThrows(IOException.class, () -> own.onConnect(connecting));
    }

    @Test
    void connectingStrangerIsRefused() throws Exception {
        Future<?> accepted = accept(own);
        assertThrows(IOException.class, () -> others.onConnect(connecting));
        connecting.getOutputStream().write(new byte[Secrets.PROOF_BYTES]);
        assertRefused(accepted);
    }

    @Test
    void proofOfTheOtherSideProvesNothing() throws Exception {
        Future<?> accepted = accept(own);
        connecting.getOutputStream().write(new byte[MemberProof.CHALLENGE_BYTES]);
        connecting.getInputStream().readNBytes(MemberProof.CHALLENGE_BYTES);
        connecting.getOutputStream().write(connecting.getInputStream().readNBytes(Secrets.PROOF_BYTES));
        assertRefused(accepted);
    }

    @Test
    void silentSideIsGivenUp() throws Exception {
        Future<?> accepted = accept(own);
        connecting.shutdownOutput();
        assertRefused(accepted);
    }
}
