package marquee.launcher.console;

import com.google.common.collect.ImmutableList;
import java.lang.reflect.Field;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionStrategy;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.UnmatchedArgumentException;

/// Runs a command whose options are [Within] their bounds and stand where they are heard; others
/// are wrong usage. So is a word in the place of a command that is none, also beside `--help`, for
/// which anything else may stand there.
public final class OptionCheck implements IExecutionStrategy {
    @Override
    public int execute(ParseResult parsed) {
        var parts = parsed.asCommandLineList().stream().map(CommandLine::getParseResult).toList();
        if (parts.stream().noneMatch(ParseResult::isUsageHelpRequested)) {
            parts.forEach(OptionCheck::check);
        } else {
            checkName(parts.getLast());
        }
        return new RunLast().execute(parsed);
    }

    private static void check(ParseResult part) {
        for (var option : part.matchedOptions()) {
            checkPlace(part, option);
            checkRange(part, option);
        }
    }

    /// Nobody knows the help for which command is asked for if its name is misspelled.
    private static void checkName(ParseResult last) {
        var line = last.commandSpec().commandLine();
        boolean isNamed = last.unmatched().stream().anyMatch(word -> !word.startsWith("-"));
        if (isNamed && !line.getSubcommands().isEmpty()) {
            throw new UnmatchedArgumentException(line, last.unmatched());
        }
    }

    /// What is wrong with `value` for `option`, if it is not from `min` to `max`.
    public static Optional<String> complaint(String option, long value, long min, long max) {
        if (value >= min && value <= max) {
            return Optional.empty();
        }
        return Optional.of(
                max == Long.MAX_VALUE
                        ? "%s %d, expected %d or more".formatted(option, value, min)
                        : "%s %d, expected a number from %d to %d"
                                .formatted(option, value, min, max));
    }

    /// Nobody hears of an option of a command that stands before the name of one below it, unless
    /// it is for all of them.
    private static void checkPlace(ParseResult part, OptionSpec option) {
        boolean isForAll = option.usageHelp() || option.scopeType() == ScopeType.INHERIT;
        if (!part.hasSubcommand() || isForAll) {
            return;
        }
        var below = part.subcommand().commandSpec();
        var form =
                below.findOption(option.longestName()) == null
                        ? "%s beside %s, expected only one of them"
                        : "%s stands before %s, expected after it";
        throw new ParameterException(
                part.commandSpec().commandLine(),
                form.formatted(option.longestName(), below.name()));
    }

    private static void checkRange(ParseResult part, OptionSpec option) {
        var within =
                option.userObject() instanceof Field field
                        ? field.getAnnotation(Within.class)
                        : null;
        if (within == null) {
            return;
        }
        Object value = option.getValue();
        var numbers = value instanceof Iterable<?> several ? several : ImmutableList.of(value);
        for (var number : numbers) {
            long each = ((Number) number).longValue();
            var complaint = complaint(option.longestName(), each, within.min(), within.max());
            if (complaint.isPresent()) {
                throw new ParameterException(part.commandSpec().commandLine(), complaint.get());
            }
        }
    }
}
