/** What goes over the wire to an engine, and what comes back of it at its worst; the engine is a fake of which each test decides everything. */
package dev.cleanup.docker.wire;
