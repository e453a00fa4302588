/**
 * The {@code hobnob bench} command. {@code load} measures registries, {@code talk} measures messages between peers, {@code
 * report} prints both. Start with {@link org.hobnob.launcher.bench.BenchCommand}.
 */
package org.hobnob.launcher.bench;
