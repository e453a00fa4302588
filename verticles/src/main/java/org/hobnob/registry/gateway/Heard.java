package org.hobnob.registry.gateway;

import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.hobnob.protocol.message.Command;
import org.hobnob.protocol.message.Reason;
import org.hobnob.protocol.message.Reply;
import org.hobnob.protocol.message.Request;
import org.hobnob.protocol.wire.Parsed;
import org.hobnob.registry.door.Cost;

/**
 * A message of a client.
 *
 * @param request what it asks; empty if it needs no answer
 * @param spelling spells the reply in the client's dialect; empty if the dialect has none
 */
record Heard(Optional<Parsed<Request>> request, Function<Reply, Optional<String>> spelling) {
    private static final Set<Reason> NONSENSE = Set.of(Reason.MALFORMED, Reason.TOO_LONG, Reason.UNKNOWN_COMMAND);

    /**
     * Whether it asks nothing that this registry understands. Programs send that by mistake, as a later version, or as a
     * greeting, and so not often.
     */
    boolean isNonsense() {
        return request.map(parsed ->
                        parsed instanceof Parsed.Invalid<Request> invalid && NONSENSE.contains(invalid.reason()))
                .orElse(true);
    }

    Cost cost() {
        return request.filter(Parsed.Valid.class::isInstance)
                .map(parsed -> RequestTable.of(((Parsed.Valid<Request>) parsed).value())
                        .cost())
                .orElse(Cost.CHEAP);
    }

    Command command() {
        return request.map(parsed -> parsed instanceof Parsed.Valid<Request> valid
                        ? valid.value().command()
                        : ((Parsed.Invalid<Request>) parsed).command())
                .orElse(Command.UNKNOWN);
    }
}
