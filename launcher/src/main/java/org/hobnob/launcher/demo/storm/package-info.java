/**
 * {@code hobnob demo --storm}: four consoles that lose a fifth of all datagrams, a registry and a peer that are killed, and a
 * forger. {@link org.hobnob.launcher.demo.storm.Storm} is what happens, {@link org.hobnob.launcher.demo.storm.Count} judges
 * what the consoles showed, and {@link org.hobnob.launcher.demo.storm.Board} is the picture of it.
 */
package org.hobnob.launcher.demo.storm;
