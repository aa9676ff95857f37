package marquee.simulation;

import marquee.protocol.Effect;
import marquee.transport.LocalEffects;

/// After how many more effects a process dies, in the middle of what it does.
final class Mortality {
    private static final int NEVER = -1;

    private int effectsLeft = NEVER;
    private int effects;

    /// Makes the process die just before the effect after the next `more`.
    void dieAfter(int more) {
        effectsLeft = more;
    }

    /// Takes a death back that has not come yet.
    void spare() {
        effectsLeft = NEVER;
    }

    /// Whether a death is to come.
    boolean isDoomed() {
        return effectsLeft != NEVER;
    }

    /// How many effects there were.
    int effects() {
        return effects;
    }

    /// One more effect is to be done.
    ///
    /// @throws PowerCut if the process dies at it, once `half` of it is done
    void effect(Runnable half) {
        if (effectsLeft == 0) {
            half.run();
            throw new PowerCut();
        }
        effects++;
        effectsLeft = Math.max(NEVER, effectsLeft - 1);
    }

    /// One more effect is to be done, of which there is no half.
    void effect() {
        effect(() -> {});
    }

    /// Performs effects as `local` does for as long as the process lives.
    LocalEffects mortal(LocalEffects local) {
        return new LocalEffects() {
            @Override
            public void perform(Effect.Local effect) {
                effect();
                local.perform(effect);
            }

            @Override
            public void beforeSend() {
                effect();
                local.beforeSend();
            }
        };
    }
}
