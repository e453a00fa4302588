/** The file with the registry's secrets: its identity key, and the keys that protect passwords and resume tokens. */
package org.hobnob.registry.secrets;
