/** Files of which others on the machine see nothing. */
package org.hobnob.files;
