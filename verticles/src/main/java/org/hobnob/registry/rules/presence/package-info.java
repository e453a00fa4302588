/** Which nodes of the cluster live, judged from what they write to the store. */
package org.hobnob.registry.rules.presence;
