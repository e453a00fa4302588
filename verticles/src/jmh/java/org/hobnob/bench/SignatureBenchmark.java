package org.hobnob.bench;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.Signature;
import java.util.concurrent.TimeUnit;
import org.hobnob.ed25519.Ed25519Verifier;
import org.hobnob.peer.identity.Identity;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Ed25519 over as many bytes as a short line in a room has: BouncyCastle's, which Hobnob uses, and the JDK's. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class SignatureBenchmark {
    private static final String ALGORITHM = "Ed25519";

    private final byte[] message = new byte[128];
    private final Identity identity = Identity.generate(new SecureRandom());
    private final Ed25519Verifier verifier = new Ed25519Verifier();
    private final byte[] signature = identity.sign(message);
    private final KeyPair jdkKeys;
    private final byte[] jdkSignature;

    public SignatureBenchmark() {
        try {
            jdkKeys = KeyPairGenerator.getInstance(ALGORITHM).generateKeyPair();
            jdkSignature = signJdk();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Benchmark
    public byte[] signBouncyCastle() {
        return identity.sign(message);
    }

    @Benchmark
    public boolean verifyBouncyCastle() {
        return verifier.verify(identity.publicKey(), message, signature);
    }

    @Benchmark
    public final byte[] signJdk() throws GeneralSecurityException {
        Signature signer = Signature.getInstance(ALGORITHM);
        signer.initSign(jdkKeys.getPrivate());
        signer.update(message);
        return signer.sign();
    }

    @Benchmark
    public boolean verifyJdk() throws GeneralSecurityException {
        Signature checker = Signature.getInstance(ALGORITHM);
        checker.initVerify(jdkKeys.getPublic());
        checker.update(message);
        return checker.verify(jdkSignature);
    }
}
