/** Values of the message model as JSON: what the bus carries and the store keeps. */
package org.hobnob.json;
