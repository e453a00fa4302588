/**
 * Attacks on a registry of the run's own, and what an honest user notices of them. The honest side is here; the attackers
 * are a process of their own. Start with {@link org.hobnob.launcher.bench.hostile.HostileRun}.
 */
package org.hobnob.launcher.bench.hostile;
