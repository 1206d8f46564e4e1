package dev.cleanup.servlet.page;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** A page of the application around ours, with a policy of its own: {@code …/} is its document, {@code …/host.js} its script. */
final class HostPage extends HttpServlet {
    private static final long serialVersionUID = 1L;

    private final String policy;
    private final String body;
    private final String script;

    HostPage(String policy, String body, String script) {
        this.policy = policy;
        this.body = body;
        this.script = script;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setCharacterEncoding("UTF-8");
        response.setHeader("Content-Security-Policy", policy);
        if (request.getRequestURI().endsWith("/host.js")) {
            response.setContentType("text/javascript");
            response.getWriter().write(script);
        } else {
            response.setContentType("text/html");
            response.getWriter().write("<!doctype html><html lang=en><title>Host</title><main><h1>Host</h1>" + body);
        }
    }
}
