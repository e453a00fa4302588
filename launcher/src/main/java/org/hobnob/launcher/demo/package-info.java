/**
 * The {@code hobnob demo} command: a registry and several peers as processes of their own, controlled through pipes. Start
 * with {@link org.hobnob.launcher.demo.Demo}.
 */
package org.hobnob.launcher.demo;
