package org.hobnob.launcher.bench.load;

import java.util.Optional;
import java.util.function.Supplier;
import org.hobnob.launcher.bench.target.Target;
import org.hobnob.registry.RegistrySettings.Hashing;

/**
 * What a run has beside the registry. Workloads and yardsticks that lack their means are left out.
 *
 * @param echo the server whose rates are the floor; empty if the registry is not on this machine
 * @param hashing how the registry computes password hashes; empty if that is not known
 * @param killAndStart kills the registry and starts it again where it was, with its data; blocks until it is ready and gives
 *     the new process; empty if the registry is somebody else's
 */
public record Aids(Optional<Target> echo, Optional<Hashing> hashing, Optional<Supplier<ProcessHandle>> killAndStart) {
    public static final Aids NONE = new Aids(Optional.empty(), Optional.empty(), Optional.empty());
}
