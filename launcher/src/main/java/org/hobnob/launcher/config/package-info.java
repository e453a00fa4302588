/** The settings of the registry: the table of keys, where values come from, and the validated record that they make. */
package org.hobnob.launcher.config;
