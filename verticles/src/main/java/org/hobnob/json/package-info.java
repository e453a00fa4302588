/** Values of the message model as JSON, for the bus and for storage. */
package org.hobnob.json;
