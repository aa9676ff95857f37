package marquee.protocol;

/// The purpose of a timer, which a role names in [Effect.StartTimer] and hears again in
/// [Event.Expired]. Usually a constant of an enum: one timer a purpose, never one a request.
public interface Expiry {}
