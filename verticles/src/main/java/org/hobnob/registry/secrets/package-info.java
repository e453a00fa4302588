/** The registry's secrets file: what it is known by and what keeps its stored records safe. */
package org.hobnob.registry.secrets;
