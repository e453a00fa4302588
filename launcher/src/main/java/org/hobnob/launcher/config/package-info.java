/**
 * The settings of the registry: the table of keys, the sources of values, and the validated configuration. Start with
 * {@link org.hobnob.launcher.config.RegistryConfig}.
 */
package org.hobnob.launcher.config;
