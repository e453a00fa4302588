/** How much may lie in a mailbox, and who may put it there (SPEC 14.3). Pure. Start with {@link Box}. */
package org.hobnob.protocol.mailbox.box;
