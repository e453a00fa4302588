/**
 * Runs the program under a steady load for long, and looks whether what it takes stays flat. In the profile {@code soak}.
 * Start with {@link org.hobnob.launcher.soak.SoakTest}.
 */
package org.hobnob.launcher.soak;
