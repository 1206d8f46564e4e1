package dev.cleanup.servlet.internal.remote;

import dev.cleanup.servlet.internal.api.Endpoint;
import dev.cleanup.servlet.internal.api.MeJson;
import dev.cleanup.servlet.internal.http.Answer;
import dev.cleanup.servlet.internal.http.Call;
import dev.cleanup.servlet.internal.http.Handler;
import dev.cleanup.servlet.internal.http.Problem;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Asks the services behind a dashboard. */
public final class RemoteHandlers {
    /** The parameter that chooses a service. */
    public static final String SERVICE = "service";

    private final Map<String, Upstream> services;
    private final boolean readOnly;
    private final Forwarder forwarder;

    /**
     * Handlers for these services, the first of which is the default.
     *
     * @param timeout how long a service may take to answer
     * @param runTimeout how long a run may take that is waited for
     */
    public RemoteHandlers(Map<String, Upstream> services, boolean readOnly, Duration timeout, Duration runTimeout) {
        this.services = services;
        this.readOnly = readOnly;
        this.forwarder = new Forwarder(timeout, runTimeout);
    }

    /** What answers this endpoint. */
    public Handler handler(Endpoint endpoint) {
        return endpoint == Endpoint.ME ? this::me : call -> forwarder.forward(upstream(call), endpoint, call);
    }

    private Answer me(Call call) {
        List<String> ids = services.size() == 1 ? List.of() : List.copyOf(services.keySet());
        return MeJson.answer(call.caller(), readOnly, ids);
    }

    private Upstream upstream(Call call) {
        Optional<String> id = call.query().value(SERVICE);
        if (id.isEmpty()) {
            return services.values().iterator().next();
        }
        return Optional.ofNullable(services.get(id.get()))
                .orElseThrow(() ->
                        Problem.notFound("There is no such service here; accepted are " + services.keySet() + "."));
    }
}
