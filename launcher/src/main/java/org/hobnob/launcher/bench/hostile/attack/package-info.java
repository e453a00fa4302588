/**
 * The attackers' side of a hostile run, a process of its own: one class for each way to trouble a registry. Start with
 * {@link org.hobnob.launcher.bench.hostile.attack.Kinds}, the table of them; a new one is a class and a row there.
 */
package org.hobnob.launcher.bench.hostile.attack;
