/**
 * Connections to a registry from any address of loopback, and what honest users and attackers say over them. Start with
 * {@link org.hobnob.launcher.bench.hostile.client.Dialer}.
 */
package org.hobnob.launcher.bench.hostile.client;
