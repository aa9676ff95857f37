package marquee.launcher.report;

import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.CharacterEscapes;
import org.jspecify.annotations.Nullable;

/// JSON in which nothing can end the element of markup that it stands in, or begin another.
final class MarkupEscapes extends CharacterEscapes {
    private static final long serialVersionUID = 1;

    private final int[] codes = standardAsciiEscapesForJSON();

    MarkupEscapes() {
        for (char each : new char[] {'<', '>', '&'}) {
            codes[each] = ESCAPE_STANDARD;
        }
    }

    @Override
    public int[] getEscapeCodesForAscii() {
        return codes.clone();
    }

    @Override
    public @Nullable SerializableString getEscapeSequence(int character) {
        return null; // The standard one will do.
    }
}
