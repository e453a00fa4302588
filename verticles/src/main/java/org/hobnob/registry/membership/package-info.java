/**
 * Who is in which room, as the news of rooms tell it and the store mends it; for those who must know without asking the
 * store. Who may enter is a matter of {@code rooms}.
 */
package org.hobnob.registry.membership;
