package marquee.replicas.keyvalue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.TreeMap;

/// Makes the indexes anew out of the records alone, to compare them with those that were kept.
final class Indexes {
    private Indexes() {}

    static void check(BookingStore store) {
        var programme = new TreeMap<Long, Integer>();
        var holdings = new TreeMap<Long, Integer>();
        for (var entry : store.records.entrySet()) {
            long key = entry.getKey();
            int show = BookingStore.show(key);
            long place = ShowCode.inProgramme(show);
            int customer = BookingStore.customer(key).place();
            if (customer == 0) {
                programme.put(place, entry.getValue());
            } else {
                programme.merge(place, -entry.getValue(), Integer::sum);
                long holding = ((long) customer << ShowCode.BITS) | ShowCode.inSchedule(show);
                holdings.put(holding, entry.getValue());
            }
        }
        assertThat(new TreeMap<>(store.programme)).isEqualTo(programme);
        assertThat(new TreeMap<>(store.holdings)).isEqualTo(holdings);
    }
}
