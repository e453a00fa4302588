package org.hobnob.testing;

import java.util.Optional;
import org.hobnob.protocol.crypto.JdkEd25519;
import org.hobnob.protocol.crypto.Signer;
import org.hobnob.protocol.login.LoginProof;
import org.hobnob.protocol.message.Request;
import org.hobnob.protocol.message.directory.Whereabouts;
import org.hobnob.protocol.message.value.Capabilities;
import org.hobnob.protocol.message.value.PasswordDigest;
import org.hobnob.protocol.message.value.PasswordHash;
import org.hobnob.protocol.message.value.ResumeToken;
import org.hobnob.protocol.message.value.Signature;
import org.hobnob.protocol.message.value.UserName;

/** Logs in as a native peer with a key does; makes proofs for whatever binding a test wants. */
public final class Prover {
    private final Signer signer;

    /** @param number tells keys apart, 0 to 127 */
    public Prover(int number) {
        byte[] seed = new byte[32];
        seed[0] = (byte) number;
        signer = JdkEd25519.signer(seed);
    }

    /** What the peer says of itself, with the key and without any capability. */
    public Whereabouts whereabouts() {
        return new Whereabouts(4_000, 4_001, Optional.of(signer.publicKey()), Optional.of(Capabilities.NONE));
    }

    public Request.Login login(String user, PasswordHash password, boolean stay, LoginProof.Binding binding) {
        return login(user, password, PasswordDigest.PLAIN, stay, binding);
    }

    public Request.Login login(
            String user, PasswordHash password, PasswordDigest digest, boolean stay, LoginProof.Binding binding) {
        UserName name = new UserName(user);
        Request.Login bare =
                new Request.Login(name, password, digest, Optional.empty(), whereabouts(), stay, Optional.empty());
        return new Request.Login(name, password, digest, Optional.empty(), whereabouts(), stay, proof(bare, binding));
    }

    public Request.KeyLogin keyLogin(String user, LoginProof.Binding binding) {
        UserName name = new UserName(user);
        Request.KeyLogin bare = new Request.KeyLogin(name, whereabouts(), Optional.empty());
        return new Request.KeyLogin(name, whereabouts(), proof(bare, binding));
    }

    public Request.Resume resume(ResumeToken token, LoginProof.Binding binding) {
        Request.Resume bare = new Request.Resume(token, whereabouts());
        return new Request.Resume(token, whereabouts(), proof(bare, binding));
    }

    private Optional<Signature> proof(Request.Opening request, LoginProof.Binding binding) {
        return Optional.of(LoginProof.sign(request, binding, signer));
    }
}
