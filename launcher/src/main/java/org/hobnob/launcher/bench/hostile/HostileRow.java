package org.hobnob.launcher.bench.hostile;

import java.util.OptionalLong;
import org.hobnob.launcher.bench.hostile.ResourceWatch.Peak;
import org.hobnob.launcher.bench.hostile.attack.AttackReport;
import org.hobnob.launcher.bench.hostile.attack.Kind;
import org.hobnob.launcher.bench.measure.Latencies;

/**
 * What one kind of attack did.
 *
 * @param first the registry's first requests, a hundred a second, while its code is not compiled yet
 * @param before the quiet phase
 * @param during the attack
 * @param resident the registry's resident memory, in bytes
 * @param descriptors the registry's open files
 * @param greetedMs how long after the attack a new connection was greeted, in milliseconds; empty if it was not
 */
public record HostileRow(
        Kind kind,
        Latencies first,
        Phase before,
        Phase during,
        Peak resident,
        Peak descriptors,
        OptionalLong greetedMs,
        AttackReport attackers) {}
