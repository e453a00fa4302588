/** How Java runs commands that others start: the options in {@code conf/java-options}. */
package org.hobnob.launcher.jvm;
