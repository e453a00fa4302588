/**
 * {@code hobnob} commands in processes of their own, which another command starts and controls through their input and output.
 * Start with {@link org.hobnob.launcher.child.ChildProcess}.
 */
package org.hobnob.launcher.child;
