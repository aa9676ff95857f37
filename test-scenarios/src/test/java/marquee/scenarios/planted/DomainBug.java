package marquee.scenarios.planted;

/// A mistake of docs/domain.md, mistakes that have been made: planted in an implementation as the
/// patch of this name in `src/test/patches`.
enum DomainBug {
    D1(
            "a week is seven numbers of the form yyMMdd",
            "collections",
            "a week goes on over the end of a month"),
    D2(
            "a week is the calendar's year and the number of the week",
            "collections",
            "a week goes on over the end of a year"),
    D3(
            "of the period from today, only the days are looked at",
            "collections",
            "a show a month and a day ahead is too far"),
    D4(
            "foreign shows are counted for ever",
            "collections",
            "the limit is of each week, not for ever"),
    D5("foreign tickets are counted", "collections", "the limit counts shows, not tickets"),
    D6("the limit is tested with >", "collections", "a fourth foreign show in a week is refused"),
    D7(
            "the show to book is counted too",
            "collections",
            "a third foreign show in a week is allowed"),
    D8(
            "a booking is put in the place of the first",
            "collections",
            "a second booking adds to the first"),
    D9("a removal drops all bookings", "collections", "a removal moves the bookings"),
    D10(
            "a removal reads how many tickets to move when they are gone",
            "collections",
            "a removal moves a booking with all its tickets"),
    D11(
            "a removal does not stop at the first later show",
            "keyvalue",
            "a removal moves a booking to one later show only"),
    D12(
            "a later show is one in a later time slot",
            "theatres",
            "a booking of an evening show moves to the next day"),
    D13(
            "an exchange cancels, then books",
            "sql",
            "an exchange whose second half fails loses nothing"),
    D14(
            "an exchange takes the movies in the other order",
            "collections",
            "the arguments of an exchange stay in their places"),
    D15("a reply is a sentence", "collections", "a reply is fields in one form, not a sentence"),
    D16(
            "today is the machine's",
            "collections",
            "a history whose dates have passed is executed as it was then");

    /// The naive way, in words.
    final String naive;

    /// The name of the implementation that goes it.
    final String implementation;

    /// The name of the law that it breaks.
    final String law;

    DomainBug(String naive, String implementation, String law) {
        this.naive = naive;
        this.implementation = implementation;
        this.law = law;
    }
}
