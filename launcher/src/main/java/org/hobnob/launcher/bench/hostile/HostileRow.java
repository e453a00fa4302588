package org.hobnob.launcher.bench.hostile;

import java.util.OptionalLong;
import org.hobnob.launcher.bench.hostile.ResourceWatch.Peak;
import org.hobnob.launcher.bench.hostile.attack.AttackReport;
import org.hobnob.launcher.bench.hostile.attack.Kind;

/**
 * What one kind of attack did.
 *
 * @param before the quiet phase
 * @param during the attack
 * @param resident the registry's resident memory, in bytes
 * @param descriptors the registry's open files
 * @param greetedMs how long after the attack a new connection was greeted, in milliseconds; empty if it was not
 */
public record HostileRow(
        Kind kind,
        Phase before,
        Phase during,
        Peak resident,
        Peak descriptors,
        OptionalLong greetedMs,
        AttackReport attackers) {}
