/**
 * The menus and questions that a person goes through. A form asks for what a command needs and then runs that
 * command. Start with {@link org.hobnob.peer.console.form.Flow}.
 */
package org.hobnob.peer.console.form;
