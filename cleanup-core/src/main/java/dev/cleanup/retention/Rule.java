package dev.cleanup.retention;

/** The rules that come with this library; a closed set, so that each of them can be compiled to SQL. */
public sealed interface Rule extends RetentionPolicy permits KeepFor, KeepTagged, AnyOf, AllOf {

    /** The rule in its text form: "7d", "tag env=prod". */
    String term();

    @Override
    default String describe() {
        return "keep " + term();
    }
}
