/**
 * Archives of the program with a Java runtime and the way to a registry in them, for computers that have neither. {@code KitCommand} is
 * the command, {@code JavaRuntime} a runtime that somebody downloaded, {@code Program} what this installation gives.
 */
package org.hobnob.launcher.kit;
