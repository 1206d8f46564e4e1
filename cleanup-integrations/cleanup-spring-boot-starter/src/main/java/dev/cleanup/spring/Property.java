package dev.cleanup.spring;

import dev.cleanup.ConfigurationException;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Hands properties to what they set, and lets whatever is refused name the property. */
final class Property {
    private Property() {}

    /** Sets what the property says, if it says anything. */
    static <T> void set(String property, @Nullable T value, Consumer<T> setter) {
        if (value != null) {
            make(property, value, given -> {
                setter.accept(given);
                return given;
            });
        }
    }

    /** Makes something of the property's value. */
    static <T, R> R make(String property, T value, Function<T, R> maker) {
        try {
            return maker.apply(value);
        } catch (ConfigurationException refused) {
            throw new ConfigurationException(property, value, refused.accepted());
        }
    }

    /** The value of a property that has to be set. */
    static <T> T required(String property, @Nullable T value, String accepted) {
        if (value == null) {
            throw new ConfigurationException(property, "", "it is required: " + accepted);
        }
        return value;
    }
}
