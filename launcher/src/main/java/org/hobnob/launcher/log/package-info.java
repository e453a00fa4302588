/**
 * Makes log lines safe to print: nothing that came over the network reaches a terminal as a control character. Logback
 * finds these classes by the names in {@code conf/logback.xml}.
 */
package org.hobnob.launcher.log;
