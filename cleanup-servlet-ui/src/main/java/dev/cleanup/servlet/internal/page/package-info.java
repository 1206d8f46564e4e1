/** The files of the page. */
@NullMarked
package dev.cleanup.servlet.internal.page;

import org.jspecify.annotations.NullMarked;
