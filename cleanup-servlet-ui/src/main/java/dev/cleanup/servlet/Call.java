package dev.cleanup.servlet;

/** A request that was let through: by whom, and with which parameters. */
record Call(Caller caller, Query query) {}
