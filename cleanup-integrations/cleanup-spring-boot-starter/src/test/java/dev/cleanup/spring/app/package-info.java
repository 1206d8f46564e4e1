/** Whole applications on a real server and a real database, which know of the starter what its users do. */
package dev.cleanup.spring.app;
