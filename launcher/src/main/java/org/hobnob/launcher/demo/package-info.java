/**
 * The {@code hobnob demo} command: a registry and three peers as processes of their own, driven through their pipes. Start
 * with {@link org.hobnob.launcher.demo.Demo}.
 */
package org.hobnob.launcher.demo;
