/**
 * The {@code hobnob registry}, {@code store} and {@code secrets} commands: settings, the Vert.x launcher, the cluster
 * manager, and the announcement at the start. Start with {@link org.hobnob.launcher.registry.RegistryCommand}.
 */
package org.hobnob.launcher.registry;
