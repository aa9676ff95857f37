package marquee.applications.booking.laws;

import marquee.applications.StateMachine;

/// The worked examples of docs/domain.md, on Monday, 15 May 2023.
final class WorkedExamples {
    private WorkedExamples() {}

    static void check(StateMachine empty) {
        BookingLaws.play(
                new Stage(empty),
                """
                ATWA1111 add ATWM160523 Avatar 3 -> ADDED capacity 3, booked 0, left 3
                ATWA1111 add ATWM160523 Titanic 5 -> ADDED capacity 5, booked 0, left 5
                ATWA1111 add VERM160523 Avatar 5 -> NOT_YOUR_THEATRE
                ATWA1111 add ATWE230523 Avatar 5 -> TOO_FAR
                ATWA1111 add ATWE220523 Avatar 5 -> ADDED capacity 5, booked 0, left 5
                ATWC2222 book ATWM160523 Avatar 2 -> BOOKED held 2, left 1
                VERC3333 book ATWM160523 Avatar 2 -> NOT_ENOUGH_SEATS left 1
                VERC3333 book ATWM160523 Avatar 1 -> BOOKED held 1, left 0
                ATWA1111 add ATWM160523 Avatar 2 -> BELOW_BOOKED booked 3
                ATWA1111 remove ATWM160523 Avatar -> REMOVED, moved \
                [ATWC2222 2 to ATWE220523, VERC3333 1 to ATWE220523], dropped []
                ATWC2222 schedule -> SCHEDULE ATWC2222 [ATWE220523 Avatar 2]
                ATWA1111 for VERC3333 schedule -> SCHEDULE VERC3333 [ATWE220523 Avatar 1]
                OUTC4444 list Avatar -> LISTED Avatar [ATWE220523 2]
                OUTC4444 list Titanic -> LISTED Titanic [ATWM160523 5]
                OUTC4444 list Avengers -> LISTED Avengers []
                """);
    }
}
