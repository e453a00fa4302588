/** A user of the original program, as demos need one. */
package org.hobnob.launcher.demo.original;
