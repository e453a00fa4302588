package org.hobnob.launcher.bench.hostile.attack;

import java.util.Map;
import java.util.function.Supplier;
import org.hobnob.launcher.config.RegistryKey;

/**
 * One row of the table of attacks.
 *
 * @param name as the command takes it
 * @param what the attackers do, for people
 * @param measure by what the registry is measured
 * @param settings those that the registry needs for it, besides the shipped ones
 * @param attack makes the attack
 */
public record Kind(
        String name, String what, Measure measure, Map<RegistryKey, String> settings, Supplier<Attack> attack) {
    /** One for a registry as it is shipped. */
    Kind(String name, String what, Measure measure, Supplier<Attack> attack) {
        this(name, what, measure, Map.of(), attack);
    }

    /** What a registry must do about an attack, besides going on as if nothing were. */
    public enum Measure {
        /** There is no attack. */
        QUIET,
        /** It may let the attackers be. */
        BORNE,
        /** It must close their connections. */
        CUT,
        /** It may let them be; logins with a password are watched, since the attackers keep its hash threads busy. */
        HASHES
    }

    public boolean mustBeCut() {
        return measure == Measure.CUT;
    }

    public boolean hashes() {
        return measure == Measure.HASHES;
    }
}
