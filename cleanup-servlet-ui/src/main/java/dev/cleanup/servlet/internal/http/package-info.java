/** How requests come in and answers go out: who is let through, what is read of a request, and how an answer is sent. */
@NullMarked
package dev.cleanup.servlet.internal.http;

import org.jspecify.annotations.NullMarked;
