package dev.cleanup.servlet.internal.api;

import dev.cleanup.servlet.Caller;
import dev.cleanup.servlet.Role;
import dev.cleanup.servlet.internal.http.Answer;
import java.util.Arrays;
import java.util.Collection;

/** Who the caller is, so that the page offers what the caller may do; what they may do is decided elsewhere. */
public final class MeJson {
    private MeJson() {}

    /**
     * The caller.
     *
     * @param services the ids of the services to choose from; none where there is but one
     */
    public static Answer answer(Caller caller, boolean readOnly, Collection<String> services) {
        return Answer.tagged(json -> {
            json.writeStartObject().write("name", caller.name()).writeStartArray("roles");
            Arrays.stream(Role.values()).filter(caller::may).map(Role::name).forEach(json::write);
            json.writeEnd().write("readOnly", readOnly).writeStartArray("services");
            services.forEach(json::write);
            json.writeEnd().writeEnd();
        });
    }
}
