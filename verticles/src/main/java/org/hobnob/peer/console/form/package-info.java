/**
 * Menus and questions, as a person goes through them. A form asks what a command needs and then runs that command. Start
 * with {@link org.hobnob.peer.console.form.Flow}.
 */
package org.hobnob.peer.console.form;
