package dev.cleanup.jdbc;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/** Does something right before a statement is prepared, or instead of or after a commit. */
final class HookedDataSource {
    private HookedDataSource() {}

    /** Called before a call of the connection with the call's name and its first argument, if any. */
    interface Hook {
        void before(Connection real, String call, String argument) throws SQLException;
    }

    static DataSource of(DataSource real, Hook hook) {
        return (DataSource) Proxy.newProxyInstance(
                DataSource.class.getClassLoader(), new Class<?>[] {DataSource.class}, (proxy, method, arguments) -> {
                    if (!method.getName().equals("getConnection")) {
                        throw new UnsupportedOperationException(method.getName());
                    }
                    hook.before(null, "getConnection", "");
                    return connection(real.getConnection(), hook);
                });
    }

    private static Connection connection(Connection real, Hook hook) {
        return (Connection) Proxy.newProxyInstance(
                Connection.class.getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                    String argument = arguments == null ? "" : String.valueOf(arguments[0]);
                    hook.before(real, method.getName(), argument);
                    try {
                        return method.invoke(real, arguments);
                    } catch (InvocationTargetException failure) {
                        throw failure.getCause();
                    }
                });
    }
}
