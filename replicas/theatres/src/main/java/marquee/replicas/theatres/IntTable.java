package marquee.replicas.theatres;

import java.util.Arrays;

/// Numbers by numbers, in two arrays sorted by key: small, quick to search and to walk in order. A
/// value of 0 is no value.
final class IntTable {
    private static final int INITIAL = 4;

    private int[] keys = new int[INITIAL];
    private int[] values = new int[INITIAL];
    private int size;

    int size() {
        return size;
    }

    /// The key at `index`, in ascending order of the keys.
    int keyAt(int index) {
        return keys[index];
    }

    int valueAt(int index) {
        return values[index];
    }

    /// The index of the first key that is at least `key`; the size if there is none.
    int indexFrom(int key) {
        int found = Arrays.binarySearch(keys, 0, size, key);
        return found >= 0 ? found : -found - 1;
    }

    /// The value of `key`, or 0.
    int get(int key) {
        int found = Arrays.binarySearch(keys, 0, size, key);
        return found >= 0 ? values[found] : 0;
    }

    /// Gives `key` the value `value`; 0 takes the key out.
    void put(int key, int value) {
        int index = indexFrom(key);
        boolean there = index < size && keys[index] == key;
        if (value == 0) {
            if (there) {
                shift(index + 1, index);
                size--;
            }
            return;
        }
        if (!there) {
            if (size == keys.length) {
                keys = Arrays.copyOf(keys, 2 * size);
                values = Arrays.copyOf(values, 2 * size);
            }
            shift(index, index + 1);
            size++;
            keys[index] = key;
        }
        values[index] = value;
    }

    private void shift(int from, int to) {
        System.arraycopy(keys, from, keys, to, size - from);
        System.arraycopy(values, from, values, to, size - from);
    }
}
