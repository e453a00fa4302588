/** Files that hold what was promised over a crash of the program: H2's MVStore, commits shared by all who wait. */
package org.hobnob.durable;
