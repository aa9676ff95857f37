package marquee.applications.booking;

import java.util.Collection;
import java.util.function.Consumer;
import marquee.applications.booking.BookingResult.Added;
import marquee.applications.booking.BookingResult.Availability;
import marquee.applications.booking.BookingResult.Booked;
import marquee.applications.booking.BookingResult.Booking;
import marquee.applications.booking.BookingResult.Cancelled;
import marquee.applications.booking.BookingResult.Dropped;
import marquee.applications.booking.BookingResult.Exchanged;
import marquee.applications.booking.BookingResult.Listed;
import marquee.applications.booking.BookingResult.Moved;
import marquee.applications.booking.BookingResult.Refused;
import marquee.applications.booking.BookingResult.Removed;
import marquee.applications.booking.BookingResult.Schedule;
import marquee.applications.booking.BookingResult.Updated;
import marquee.protocol.wire.WireReader;
import marquee.protocol.wire.WireWriter;
import org.jspecify.annotations.Nullable;

/// A result in bytes: a tag and the fields. A refusal's tag is [#REFUSED] and the place of its
/// reason.
@SuppressWarnings("EnumOrdinal") // The order of the reasons is the wire form, and says so.
final class ResultForm {
    private static final int ADDED = 1;
    private static final int UPDATED = 2;
    private static final int REMOVED = 3;
    private static final int LISTED = 4;
    private static final int BOOKED = 5;
    private static final int SCHEDULE = 6;
    private static final int CANCELLED = 7;
    private static final int EXCHANGED = 8;
    private static final int REFUSED = 32;

    private static final RefusalCode[] REASONS = RefusalCode.values();

    private ResultForm() {}

    static void write(WireWriter out, BookingResult result) {
        switch (result) {
            case Added(int capacity, int booked, int left) ->
                    out.u8(ADDED).varint(capacity).varint(booked).varint(left);
            case Updated(int capacity, int booked, int left) ->
                    out.u8(UPDATED).varint(capacity).varint(booked).varint(left);
            case Removed removed -> write(out.u8(REMOVED), removed);
            case Listed(var movie, var shows) -> {
                WireForms.write(out.u8(LISTED), movie);
                writeAll(out, shows, show -> write(out, show));
            }
            case Booked(int held, int left) -> out.u8(BOOKED).varint(held).varint(left);
            case Schedule(var customer, var bookings) -> {
                WireForms.write(out.u8(SCHEDULE), customer);
                writeAll(out, bookings, booking -> write(out, booking));
            }
            case Cancelled(int held, int left) -> out.u8(CANCELLED).varint(held).varint(left);
            case Exchanged(int held, int left, int newHeld, int newLeft) ->
                    out.u8(EXCHANGED).varint(held).varint(left).varint(newHeld).varint(newLeft);
            case Refused(var reason, int amount) -> {
                out.u8(REFUSED + reason.ordinal());
                if (reason.hasField()) {
                    out.varint(amount);
                }
            }
        }
    }

    private static void write(WireWriter out, Removed removed) {
        writeAll(
                out,
                removed.moved(),
                moved -> {
                    WireForms.write(out, moved.customer());
                    out.varint(moved.tickets());
                    WireForms.write(out, moved.newId());
                });
        writeAll(
                out,
                removed.dropped(),
                dropped -> {
                    WireForms.write(out, dropped.customer());
                    out.varint(dropped.tickets());
                });
    }

    private static void write(WireWriter out, Availability availability) {
        WireForms.write(out, availability.id());
        out.varint(availability.left());
    }

    private static void write(WireWriter out, Booking booking) {
        WireForms.write(out, booking.show());
        out.varint(booking.tickets());
    }

    private static <T> void writeAll(WireWriter out, Collection<T> list, Consumer<T> element) {
        out.varint(list.size());
        list.forEach(element);
    }

    /// Reads a result; null, or one that must not be used, if the reader has failed. Java evaluates
    /// the arguments of a constructor from left to right, in the order of the form.
    static @Nullable BookingResult read(WireReader in) {
        int tag = in.u8();
        return switch (tag) {
            case ADDED -> new Added(amount(in), amount(in), amount(in));
            case UPDATED -> new Updated(amount(in), amount(in), amount(in));
            case REMOVED -> readRemoved(in);
            case LISTED ->
                    new Listed(
                            WireForms.movie(in),
                            WireForms.list(
                                    in,
                                    BookingCodec.RESULT_MAX,
                                    ResultForm::availability,
                                    Listed.ORDER));
            case BOOKED -> new Booked(amount(in), amount(in));
            case SCHEDULE ->
                    new Schedule(
                            WireForms.user(in),
                            WireForms.list(
                                    in,
                                    BookingCodec.RESULT_MAX,
                                    ResultForm::booking,
                                    Schedule.ORDER));
            case CANCELLED -> new Cancelled(amount(in), amount(in));
            case EXCHANGED -> new Exchanged(amount(in), amount(in), amount(in), amount(in));
            default -> readRefused(in, tag - REFUSED);
        };
    }

    private static Removed readRemoved(WireReader in) {
        return new Removed(
                WireForms.list(
                        in,
                        Show.SEATS_MAX,
                        r -> new Moved(WireForms.user(r), amount(r), WireForms.movieId(r)),
                        Removed.MOVED_ORDER),
                WireForms.list(
                        in,
                        Show.SEATS_MAX,
                        r -> new Dropped(WireForms.user(r), amount(r)),
                        Removed.DROPPED_ORDER));
    }

    private static @Nullable Refused readRefused(WireReader in, int place) {
        if (place < 0 || place >= REASONS.length) {
            in.fail();
            return null;
        }
        return new Refused(REASONS[place], REASONS[place].hasField() ? amount(in) : 0);
    }

    private static Availability availability(WireReader in) {
        return new Availability(WireForms.movieId(in), amount(in));
    }

    private static Booking booking(WireReader in) {
        return new Booking(WireForms.show(in), amount(in));
    }

    private static int amount(WireReader in) {
        return in.varint(0, Show.SEATS_MAX);
    }
}
