/**
 * The options with which Java runs each command, from {@code conf/java-options}, for commands that other commands start.
 * The launching scripts read the same file. Start with {@link org.hobnob.launcher.jvm.JavaOptions}.
 */
package org.hobnob.launcher.jvm;
