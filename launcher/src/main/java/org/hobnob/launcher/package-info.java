/**
 * The {@code hobnob} command: reads the settings, puts the parts together, says what went wrong and with which exit
 * code. The only package that knows every other; nothing depends on it.
 */
package org.hobnob.launcher;
