package org.hobnob.registry.gateway;

import java.util.Optional;
import org.hobnob.protocol.crypto.Verifier;
import org.hobnob.protocol.login.LoginProof;
import org.hobnob.protocol.message.Reason;
import org.hobnob.protocol.message.RefusalException;
import org.hobnob.protocol.message.Request;
import org.hobnob.protocol.message.directory.Whereabouts;
import org.hobnob.protocol.message.value.DialectName;

/** Checks whether who asks for a session has proved its key, and refuses where a proof is due (SPEC 4.3). */
final class ProofCheck {
    private final Verifier verifier;
    private final boolean isAlwaysDue;

    /** @param isAlwaysDue whether every native client must prove a key */
    ProofCheck(Verifier verifier, boolean isAlwaysDue) {
        this.verifier = verifier;
        this.isAlwaysDue = isAlwaysDue;
    }

    /**
     * Returns whether the request's key was proved. A proof uses the connection's challenge up, right or wrong.
     *
     * @throws RefusalException with {@link Reason#BAD_PROOF} if the proof is wrong, or missing and due
     */
    boolean isProved(Request.Opening request, Client client) {
        if (request.proof().isEmpty()) {
            requireNotDue(request, client.endpoint().dialect());
            return false;
        }
        Optional<LoginProof.Binding> binding = client.takeBinding();
        if (binding.isEmpty() || !LoginProof.isProved(request, binding.get(), verifier)) {
            throw new RefusalException(Reason.BAD_PROOF);
        }
        return true;
    }

    private void requireNotDue(Request.Opening request, DialectName dialect) {
        Whereabouts said = request.whereabouts();
        boolean publishesKey = said.key().isPresent() && said.caps().isPresent();
        boolean isDue = request instanceof Request.KeyLogin || isAlwaysDue && dialect == DialectName.NATIVE;
        if (publishesKey || isDue) {
            throw new RefusalException(Reason.BAD_PROOF);
        }
    }
}
