package dev.cleanup;

/** What a run was asked to do. */
public enum RunMode {
    /** Look, and keep what was seen as a plan. */
    DRY_RUN,
    /** Look, then remove what was seen. */
    EXECUTE,
    /** Remove what an earlier dry run saw, and nothing else. */
    APPLY
}
