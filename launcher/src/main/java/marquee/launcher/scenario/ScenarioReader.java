package marquee.launcher.scenario;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.io.MoreFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import marquee.launcher.scenario.Step.Call;
import org.jspecify.annotations.Nullable;

/// Reads scenario files (docs/scenarios.md). Nothing is run of a file with a mistake.
public final class ScenarioReader {
    /// The longest file, in bytes.
    static final int FILE_MAX = 64 << 10;

    /// The longest line, in characters.
    static final int LINE_MAX = 200;

    /// Most customers of a crowd.
    static final int CROWD_MAX = 64;

    private static final String KINDS =
            "a call such as ATWC2222> schedule, or a line that begins with #, with, &, =, *, two"
                    + " blanks, fault, kill, stop, continue, start, cut, heal, date, wait or crowd";

    private final Settings settings = new Settings();
    private final List<Step> steps = new ArrayList<>();
    private final List<Call> together = new ArrayList<>();
    private @Nullable String title;
    private boolean seenIsDue;
    private boolean tallyIsDue;

    private ScenarioReader() {}

    /// The scenario in `file`.
    ///
    /// @throws ScenarioException if it cannot be read or is not understood
    public static Scenario read(Path file) throws ScenarioException {
        try {
            if (Files.size(file) > FILE_MAX) {
                throw new ScenarioException(
                        file.toString(), 0, "longer than " + FILE_MAX + " bytes");
            }
            return parse(
                    file.toString(),
                    MoreFiles.getNameWithoutExtension(file),
                    Files.readAllBytes(file));
        } catch (IOException e) {
            throw new ScenarioException(file.toString(), 0, "cannot be read: " + e);
        }
    }

    /// The scenario that is called `name` and says `text`.
    ///
    /// @param file as the user named it, for messages
    public static Scenario parse(String file, String name, byte[] text) throws ScenarioException {
        var reader = new ScenarioReader();
        int number = 0;
        for (var line : Splitter.on('\n').split(decode(file, text))) {
            number++;
            try {
                reader.read(number, line.stripTrailing());
            } catch (Mistake mistake) {
                throw new ScenarioException(file, number, mistake.text());
            }
        }
        return reader.end(file, name);
    }

    private static String decode(String file, byte[] text) throws ScenarioException {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(text)).toString();
        } catch (CharacterCodingException e) {
            throw new ScenarioException(file, 0, "not UTF-8");
        }
    }

    private Scenario end(String file, String name) throws ScenarioException {
        flush();
        settings.check(file);
        if (title == null) {
            throw new ScenarioException(file, 1, "no title, expected a first line # and words");
        }
        if (steps.isEmpty()) {
            throw new ScenarioException(file, 0, "nothing happens, expected " + KINDS);
        }
        return new Scenario(name, title, settings.setting(), ImmutableList.copyOf(steps));
    }

    private void read(int number, String line) throws Mistake {
        if (line.length() > LINE_MAX || line.indexOf('\t') >= 0) {
            throw new Mistake(
                    line.indexOf('\t') >= 0
                            ? "a tab, expected blanks"
                            : "%d characters, expected at most %d"
                                    .formatted(line.length(), LINE_MAX));
        }
        if (line.isEmpty() || line.startsWith("#")) {
            comment(line);
        } else if (line.startsWith("  ")) {
            seen(line.strip());
        } else if (line.startsWith(" ")) {
            throw new Mistake("one blank, expected two before what must be seen");
        } else if (line.startsWith("= ")) {
            tally(line.substring(2));
        } else if (line.startsWith("& ")) {
            call(number, line.substring(2), true);
        } else {
            flush();
            step(number, line);
        }
    }

    private void comment(String line) {
        if (line.isEmpty()) {
            flush();
        } else if (title == null && !line.substring(1).isBlank()) {
            title = line.substring(1).strip();
        }
    }

    private void step(int number, String line) throws Mistake {
        var words = new Words(line, settings.nodes());
        var first = words.peek();
        if (first.equals("with")) {
            if (!steps.isEmpty()) {
                throw new Mistake("a setting after the first step, expected it before");
            }
            settings.read(number, words);
        } else if (first.equals("*")) {
            words.skip("*");
            steps.add(new Step.Expect(number, HappeningReader.expectation(words)));
        } else if (first.equals("wait")) {
            steps.add(HappeningReader.wait(number, words));
        } else if (first.equals("crowd")) {
            steps.add(crowd(number, words));
        } else if (HappeningReader.isHappening(first)) {
            var action = HappeningReader.action(words, settings.nodes());
            steps.add(new Step.Happens(number, action, HappeningReader.moment(words)));
        } else if (CallReader.isCall(line)) {
            call(number, line, false);
        } else {
            throw Mistake.of(first, KINDS);
        }
    }

    private static Step.Crowd crowd(int number, Words words) throws Mistake {
        words.skip("crowd");
        int customers =
                words.skip("rests") ? 0 : (int) words.number("customers, or rests,", 1, CROWD_MAX);
        words.end();
        return new Step.Crowd(number, customers);
    }

    /// A call alone is made when the next line comes; calls at once are gathered.
    private void call(int number, String line, boolean atOnce) throws Mistake {
        if (!CallReader.isCall(line)) {
            throw Mistake.of(line, "a call such as ATWC2222> schedule");
        }
        if (!(atOnce && tallyIsDue)) {
            flush();
        }
        together.add(CallReader.call(number, line, settings.setting().frontEnds()));
        seenIsDue = true;
        tallyIsDue = atOnce;
    }

    private void seen(String line) throws Mistake {
        if (!seenIsDue) {
            throw new Mistake("what must be seen without a call right above it");
        }
        together.addLast(CallReader.seen(together.removeLast(), line));
        seenIsDue = false;
    }

    private void tally(String line) throws Mistake {
        if (!tallyIsDue) {
            throw new Mistake("numbers without calls made at once (& …) right above them");
        }
        var tally = CallReader.tally(ImmutableList.copyOf(together), line);
        together.replaceAll(call -> counted(call, tally));
        var calls = ImmutableList.copyOf(together);
        steps.add(new Step.Calls(calls.getFirst().line(), calls, tally));
        together.clear();
        flush();
    }

    /// Of calls that are counted, each that says nothing itself may see whatever is.
    private static Call counted(Call call, ImmutableMap<String, Integer> tally) {
        return call.expected().isEmpty() ? call.expecting(tally.keySet().asList()) : call;
    }

    /// What was gathered is complete.
    private void flush() {
        if (!together.isEmpty()) {
            var calls = ImmutableList.copyOf(together);
            steps.add(new Step.Calls(calls.getFirst().line(), calls, ImmutableMap.of()));
            together.clear();
        }
        seenIsDue = false;
        tallyIsDue = false;
    }
}
