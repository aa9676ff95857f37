package marquee.launcher.soak;

import com.google.common.collect.ImmutableList;
import marquee.launcher.console.Narrator;
import marquee.launcher.customers.Ledger;

/// Tells how a run goes, and at its end what was seen.
record SoakReport(Narrator narrator, Ledger ledger, Watch watch, Replacements replacements) {
    /// Tells how far it has come.
    void progress() {
        narrator.say(
                "%d replaced, %d requests, %d failed, %d wrong; sequencer %d MiB, frontend-1 %d MiB"
                        .formatted(
                                replacements.count(),
                                ledger.requests(),
                                ledger.failed(),
                                ledger.wrong(),
                                watch.mebibytes("sequencer"),
                                watch.mebibytes("frontend-1")));
    }

    /// Tells what was seen.
    ///
    /// @param isRight whether the books are
    /// @param isSound whether whoever was convicted had lied
    /// @param ended who has ended by himself
    /// @return whether all of it is as it must be
    boolean tell(boolean isRight, boolean isSound, ImmutableList<String> ended) {
        var grown = watch.grown();
        ledger.lines().forEach(narrator::plain);
        narrator.plain("");
        replacements.table().lines().forEach(narrator::plain);
        narrator.plain("");
        watch.lines().forEach(narrator::plain);
        narrator.plain("");
        narrator.verdict(
                ledger.isClean() && isRight,
                "%d requests, %d failed and %d wrong answers"
                        .formatted(ledger.requests(), ledger.failed(), ledger.wrong()));
        tellReplacements(isSound, ended);
        tellGrowth(grown);
        return ledger.isClean() && isRight && isWell(isSound, ended) && grown.isEmpty();
    }

    /// Whether everybody is there whom nobody has made fail, or was replaced as the rules have it.
    ///
    /// @param isSound whether whoever was convicted had lied
    /// @param ended who has ended by himself
    boolean isWell(boolean isSound, ImmutableList<String> ended) {
        return !replacements.isOneMissing() && isSound && ended.isEmpty();
    }

    private void tellGrowth(ImmutableList<String> grown) {
        if (!watch.hasBegun()) {
            narrator.say("over before anybody had warmed up: growth was not looked at");
            return;
        }
        narrator.verdict(
                grown.isEmpty(),
                grown.isEmpty()
                        ? "memory, threads, descriptors and files within their bounds"
                        : "grown beyond bounds: " + String.join(", ", grown));
        var unseen = watch.unseen();
        if (!unseen.isEmpty()) {
            narrator.say("growth was not looked at of " + String.join(", ", unseen));
        }
    }

    private void tellReplacements(boolean isSound, ImmutableList<String> ended) {
        boolean missing = replacements.isOneMissing();
        narrator.verdict(
                !missing,
                "%d replacements%s"
                        .formatted(replacements.count(), missing ? ", one missing" : ""));
        narrator.verdict(
                isSound, "whoever was convicted had lied, and another implementation followed");
        narrator.verdict(
                ended.isEmpty(),
                ended.isEmpty()
                        ? "sequencer, front ends and managers run on"
                        : "ended by themselves: " + String.join(", ", ended));
        if (replacements.unasked() > 0) {
            narrator.say("%d more lives than failures".formatted(replacements.unasked()));
        }
        if (replacements.unexpected() > 0) {
            narrator.say(
                    "%d rounds for another reason than expected"
                            .formatted(replacements.unexpected()));
        }
    }
}
