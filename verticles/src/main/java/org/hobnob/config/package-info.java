/**
 * What every table of settings has: keys, and the types of their values. Pure; the launcher reads the files. Start with
 * {@link org.hobnob.config.ConfigKey}.
 */
package org.hobnob.config;
