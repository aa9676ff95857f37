package marquee.scenarios.architecture;

import java.util.List;

/// What a pure room must not touch, because it would make the same events lead to other effects in
/// another run, or would block: I/O, clocks, chance, threads and locks, the environment, and orders
/// that the JVM chooses anew at each start.
final class Purity {
    /// Each entry names a package, a type, a member, or, with a leading dot, a method of any type;
    /// all of a named package or type is meant, nested types included.
    private static final List<String> FORBIDDEN =
            List.of(
                    // I/O and other processes
                    "java/io",
                    "java/net",
                    "java/nio/channels",
                    "java/nio/file",
                    "java/util/logging",
                    "java/lang/Process",
                    "java/lang/ProcessBuilder",
                    "java/lang/ProcessHandle",
                    "java/lang/Runtime",
                    "java/lang/System.in",
                    "java/lang/System.out",
                    "java/lang/System.err",
                    "java/lang/System.exit",
                    ".printStackTrace",
                    // Clocks
                    "java/lang/System.nanoTime",
                    "java/lang/System.currentTimeMillis",
                    "java/time/Clock",
                    "java/time/InstantSource",
                    "java/time/Instant.now",
                    "java/time/LocalDate.now",
                    "java/time/LocalTime.now",
                    "java/time/LocalDateTime.now",
                    "java/time/ZonedDateTime.now",
                    "java/time/OffsetDateTime.now",
                    "java/time/OffsetTime.now",
                    "java/time/Year.now",
                    "java/time/YearMonth.now",
                    "java/time/MonthDay.now",
                    "java/util/Date",
                    "java/util/Calendar",
                    "java/util/GregorianCalendar",
                    "java/util/Timer",
                    "java/util/TimerTask",
                    "com/google/common/base/Stopwatch",
                    "com/google/common/base/Ticker",
                    // Chance; a seeded marquee.protocol.Chance is handed in instead
                    "java/util/Random",
                    "java/util/SplittableRandom",
                    "java/util/random",
                    "java/security/SecureRandom",
                    "java/lang/Math.random",
                    "java/lang/StrictMath.random",
                    "java/util/UUID.randomUUID",
                    "java/util/Collections.shuffle",
                    // Threads and locks
                    References.LOCK,
                    "java/util/concurrent",
                    "java/lang/Thread",
                    "java/lang/ThreadGroup",
                    "java/lang/ThreadLocal",
                    "java/lang/InheritableThreadLocal",
                    "java/lang/ScopedValue",
                    "java/lang/Object.wait",
                    "java/lang/Object.notify",
                    "java/lang/Object.notifyAll",
                    ".findVarHandle",
                    ".findStaticVarHandle",
                    ".parallel",
                    ".parallelStream",
                    "com/google/common/cache",
                    "com/google/common/util/concurrent",
                    // State that outlives the role, or depends on memory and its collection
                    References.MUTABLE_STATIC,
                    "java/lang/ref",
                    "java/lang/System.identityHashCode",
                    "java/util/IdentityHashMap",
                    "java/util/WeakHashMap",
                    // Orders that differ from one start of the JVM to the next
                    "java/util/Set.of",
                    "java/util/Set.copyOf",
                    "java/util/Map.of",
                    "java/util/Map.ofEntries",
                    "java/util/Map.copyOf",
                    "java/util/stream/Collectors.toUnmodifiableSet",
                    "java/util/stream/Collectors.toUnmodifiableMap",
                    "java/lang/reflect",
                    "java/util/ServiceLoader",
                    // The environment: language, character set, zone, variables
                    "java/lang/System.getenv",
                    "java/lang/System.getProperty",
                    "java/lang/System.lineSeparator",
                    "java/lang/String.format(Ljava/lang/String;",
                    "java/lang/String.formatted",
                    "java/lang/String.toLowerCase()",
                    "java/lang/String.toUpperCase()",
                    "java/lang/String.getBytes()",
                    "java/lang/String.<init>([B)",
                    "java/lang/String.<init>([BII)",
                    "java/util/Locale.getDefault",
                    "java/util/TimeZone",
                    "java/time/ZoneId.systemDefault",
                    "java/nio/charset/Charset.defaultCharset");

    private Purity() {}

    /// What `references` names that a pure room must not, sorted.
    static List<String> violations(References references) {
        return references.targets().stream()
                .filter(target -> FORBIDDEN.stream().anyMatch(entry -> names(entry, target)))
                .map(target -> references.name() + " is pure, yet refers to " + target)
                .toList();
    }

    private static boolean names(String entry, String target) {
        if (entry.startsWith(".")) {
            return target.contains(entry + "(");
        }
        if (!target.startsWith(entry)) {
            return false;
        }
        if (target.length() == entry.length()
                || !Character.isJavaIdentifierPart(entry.charAt(entry.length() - 1))) {
            return true;
        }
        char next = target.charAt(entry.length());
        return next == '$' || !Character.isJavaIdentifierPart(next);
    }
}
