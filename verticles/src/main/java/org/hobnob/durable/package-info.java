/**
 * Files whose contents must survive a crash of the program: H2's MVStore, with commits that are shared by all that
 * wait. Start with {@link org.hobnob.durable.MvFile}.
 */
package org.hobnob.durable;
