package marquee.launcher.console;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// Which numbers an option takes; each of them, if it takes several. [OptionCheck] sees to it.
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.FIELD)
public @interface Within {
    /// The least.
    long min();

    /// The most; no limit unless given.
    long max() default Long.MAX_VALUE;
}
