package marquee.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.IntStream;
import marquee.config.RoleFaults.WrongReply;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The notation of `--fault`.
class RoleFaultsTest {
    @Test
    void readsFaultsOfLinksJoinedByCommas() throws Exception {
        var text = "drop:10%,duplicate:5%,reorder:12.5%,corrupt:1%,delay:20ms";

        assertThat(RoleFaults.parse(text))
                .isEqualTo(new RoleFaults(text, WrongReply.NEVER, 100, 50, 125, 10, 20));
        assertThat(RoleFaults.parse(text).onLinks()).isTrue();
    }

    @Test
    void keepsLyingAndLosingApart() throws Exception {
        var faults = RoleFaults.parse("wrong-reply:2/3, drop:100%");

        assertThat(faults.wrongReply()).isEqualTo(new WrongReply(2, 3));
        assertThat(faults.dropPerMille()).isEqualTo(1_000);
        assertThat(RoleFaults.parse("wrong-reply").onLinks()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "wrong-reply, XXXXXXX",
        "wrong-reply:3, XXX----",
        "wrong-reply:2/3, XX-XX-X",
        "drop:1%, -------"
    })
    void choosesWhichRepliesAreIncorrect(String text, String replies) throws Exception {
        var wrong = RoleFaults.parse(text).wrongReply();

        var chosen =
                IntStream.range(0, replies.length())
                        .mapToObj(before -> wrong.applies(before) ? "X" : "-")
                        .reduce("", String::concat);

        assertThat(chosen).isEqualTo(replies);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "crash",
                "hang",
                "drop",
                "drop:10",
                "drop:x%",
                "delay:20",
                "wrong-reply:"
            })
    void listsWhatIsKnownWhenAFaultIsNot(String text) {
        assertThatThrownBy(() -> RoleFaults.parse(text))
                .hasMessage(
                        "unknown fault '%s', expected wrong-reply, wrong-reply:3, wrong-reply:2/3,"
                                + " drop:10%%, duplicate:5%%, reorder:10%%, corrupt:5%% or"
                                + " delay:20ms, joined by commas",
                        text);
    }

    @ParameterizedTest
    @CsvSource({
        "drop:101%, fault 'drop:101%': expected at most 100%",
        "delay:99999999999999999999ms, fault 'delay:99999999999999999999ms': expected at most 10000",
        "wrong-reply:4/3, 'fault ''wrong-reply:4/3'': 4 of every 3, expected a share such as 2/3'",
        "wrong-reply:0/0, 'fault ''wrong-reply:0/0'': 0 of every 0, expected a share such as 2/3'"
    })
    void refusesNumbersThatMakeNoSense(String text, String complaint) {
        assertThatThrownBy(() -> RoleFaults.parse(text)).hasMessage(complaint);
    }
}
