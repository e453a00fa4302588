/**
 * What one client, one address and all together may take of the registry's TLS server: connections, time, requests
 * (SPEC 11). Pure: the time is passed in. The gateway asks. Start with {@link org.hobnob.registry.door.DoorLimits}.
 */
package org.hobnob.registry.door;
