package marquee.config.process;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/// What a piece of work says where a person sees it.
final class Said {
    private Said() {}

    /// What `work` says on standard error, which nobody else uses meanwhile.
    static String onStandardError(Runnable work) {
        var said = new ByteArrayOutputStream();
        var before = System.err;
        System.setErr(new PrintStream(said, true, StandardCharsets.UTF_8));
        try {
            work.run();
        } finally {
            System.setErr(before);
        }
        return said.toString(StandardCharsets.UTF_8);
    }
}
