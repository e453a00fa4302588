/** A room as one member has it: the engine that loses nothing behind the seals that let nobody read or forge. */
package org.hobnob.protocol.room.sealed;
