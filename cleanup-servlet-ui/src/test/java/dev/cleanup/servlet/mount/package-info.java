/** That the page and the API work in every server, at every path and behind every proxy, with nothing but the public API. */
package dev.cleanup.servlet.mount;
