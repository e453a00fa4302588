/**
 * {@code hobnob host}: consoles for people who have nothing but an SSH client. Start with {@link
 * org.hobnob.launcher.host.HostDoor}, which bounds what they take, and {@link org.hobnob.launcher.host.Guest}.
 */
package org.hobnob.launcher.host;
