package marquee.scenarios.state;

import java.lang.reflect.Field;
import java.util.Collection;
import java.util.Map;

/// The private fields of an object, for tests that spoil what nobody else can reach.
///
/// @param object whose fields
record Inside(Object object) {
    /// What the field `name` refers to.
    <T> T at(String name, Class<T> type) {
        try {
            return type.cast(field(name).get(object));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /// The inside of what the field `name` refers to.
    Inside at(String name) {
        return new Inside(at(name, Object.class));
    }

    /// The map to which the field `name` refers.
    @SuppressWarnings("unchecked") // Whoever asks knows what is in it.
    <K, V> Map<K, V> map(String name) {
        return (Map<K, V>) at(name, Map.class);
    }

    /// Adds `more` to the number in the field `name`.
    void add(String name, int more) {
        try {
            var field = field(name);
            field.setInt(object, field.getInt(object) + more);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /// The first of `objects` in whose field `name` is a number greater than 0.
    static Inside firstWith(String name, Collection<?> objects) {
        return objects.stream()
                .map(Inside::new)
                .filter(inside -> inside.at(name, Integer.class) > 0)
                .findFirst()
                .orElseThrow();
    }

    private Field field(String name) throws NoSuchFieldException {
        var field = object.getClass().getDeclaredField(name);
        field.setAccessible(true);
        return field;
    }
}
