/**
 * {@code hobnob admin}: the socket at which a registry takes verbs of administration from whoever owns its data folder, and the
 * commands that use it (docs/operator-guide.md). Start with {@link org.hobnob.launcher.admin.AdminCommand} and {@link
 * org.hobnob.launcher.admin.AdminSocket}.
 */
package org.hobnob.launcher.admin;
