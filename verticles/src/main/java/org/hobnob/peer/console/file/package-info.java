/** Files at the console: what the user does with them, and what is told of them. Start with {@link FileActions}. */
package org.hobnob.peer.console.file;
