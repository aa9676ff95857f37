package marquee.applications.booking.laws;

import java.time.LocalDate;
import marquee.applications.StateMachine;
import marquee.applications.booking.BookingCodec;
import marquee.applications.booking.BookingResult.Refused;
import marquee.applications.booking.model.Lines;
import marquee.protocol.wire.Bytes;

/// One implementation to which a test speaks in [Lines], and which answers in lines.
public final class Stage {
    private final StateMachine machine;
    private LocalDate today = LocalDate.of(2023, 5, 15);

    /// Makes a stage on Monday, 15 May 2023.
    public Stage(StateMachine machine) {
        this.machine = machine;
    }

    /// Sets the business date.
    public Stage on(LocalDate date) {
        today = date;
        return this;
    }

    /// Executes what `line` asks for and gives the answer.
    public String ask(String line) {
        return Lines.answer(execute(line));
    }

    /// Executes lines whose answers do not matter, but which must not be refused.
    public Stage given(String... lines) {
        for (var line : lines) {
            if (BookingCodec.decodeResult(execute(line)) instanceof Refused refused) {
                throw new AssertionError(line + ": " + refused);
            }
        }
        return this;
    }

    private Bytes execute(String line) {
        return machine.execute(today, Lines.request(line), (_, _, _) -> {});
    }
}
