package marquee.scenarios.planted;

/// A rule of docs/protocol.md whose naive way is planted: the patch of the rule's name in
/// `src/test/patches`.
enum PlantedBug {
    P1("the front end names every request itself", Check.SEEDS),
    P2("nothing but the sequencer's filter knows what was executed", Check.SEEDS),
    P3(
            "a key is forgotten however young it is",
            "replicas/host",
            "marquee.replicas.host.state.KeyEvictionTest",
            "evictsNothingThatIsYoungerThan20Seconds"),
    P4(
            "another operation under a known key gets the first one's reply",
            "replicas/host",
            "marquee.replicas.host.ReplicaTest",
            "neverExecutesAnotherOperationUnderAKnownId"),
    P5(
            "a repeat through another front end is bound to the first place",
            "sequencer",
            "marquee.sequencer.SequencerTest",
            "ordersARepeatThroughAnotherFrontEndOrAnotherLifeAnewP5"),
    P6(
            "after the deadline a request is said not to have been handed over",
            "frontend",
            "marquee.frontend.FrontEndTest",
            "saysAtTheDeadlineThatNobodyKnows"),
    P7("a reply that is lost is never asked for again", Check.SEEDS),
    P8("votes are counted by message, not by slot", Check.SEEDS),
    P9("replies are compared by what they say first, not byte by byte", Check.SEEDS),
    P10(
            "a request is forgotten when it is answered",
            "frontend",
            "marquee.frontend.VotesTest",
            "anIncorrectReplyIsReportedAtTheAnswerOrWhenItComesLater"),
    P11(
            "of two against two the first pair wins, the other is accused",
            "frontend",
            "marquee.frontend.VotesTest",
            "aSplitIsAnAlarmThatAccusesNobodyMore"),
    P12("one replica's word is enough for a read", Check.SEEDS),
    P13("a reply tells the front end the number of its request", Check.SEEDS),
    P14("entries are executed as they come", Check.SEEDS),
    P15("what is lost shows only by what follows it", Check.SEEDS),
    P16(
            "every datagram is acknowledged at once",
            "transport",
            "marquee.transport.AcknowledgementTest",
            "aLoneDatagramIsAcknowledgedAfterTheDelay"),
    P17("the sequencer waits until all slots keep up", Check.SEEDS),
    P18(
            "a slot that says it has executed what does not exist is believed",
            "sequencer",
            "marquee.sequencer.SlotsTest",
            "countsAClaimBeyondTheHeadAndBelievesNothingP18"),
    P19(
            "entries are sent before they are written",
            "sequencer",
            "marquee.sequencer.WriteAheadTest",
            "sendsNothingOfWhatTheDiskRefusedP19"),
    P20(
            "history is cut behind a snapshot whoever still needs it",
            "sequencer",
            "marquee.sequencer.HistoryTest",
            "ifTheGroupCannotBearItNoRequestIsAdmittedUntilTheSlotHasCaughtUp"),
    P21("link numbers have 32 bits", Check.SEEDS),
    P22("messages travel in datagrams as long as they are", Check.SEEDS),
    P23(
            "the receive buffer is left as the system makes it",
            "transport",
            "marquee.transport.udp.UdpReceiverTest",
            "asksTheKernelForAsMuchAsItsSettingsSay"),
    P24(
            "a full buffer makes the loop wait",
            "transport",
            "marquee.transport.udp.UdpSenderTest",
            "neverWaitsForRoom"),
    P25(
            "a replica reads the clock",
            "replicas/collections",
            "marquee.replicas.collections.CollectionsBookingTest",
            "obeysTheLaws"),
    P26(
            "two checks of an operation stand in the other order",
            "replicas/collections",
            "marquee.replicas.collections.CollectionsBookingTest",
            "agreesWithTheModelInEveryByteOnStreamsThatAreNewEachTime"),
    P28(
            "one new key may push out any number of old ones",
            "replicas/host",
            "marquee.replicas.host.state.KeyEvictionTest",
            "shedsABoundedNumberOfKeysForOneNewOne"),
    P29(
            "strikes are counted as they are reported, not as the order has them",
            "protocol",
            "marquee.protocol.replication.StrikesTest",
            "whateverTheOrderOfReportsNobodyIsStruckOutWhoIsNotToBe"),
    P30(
            "whoever is convicted is followed by the same implementation",
            "sequencer",
            "marquee.sequencer.GroupAffairsTest",
            "aConvictedReplicaIsFollowedByAnotherImplementationAndACrashedOneByTheSame"),
    P31("digests are collected and not compared", Check.SEEDS),
    P32(
            "the time to wait follows the slowest reply ever",
            "frontend",
            "marquee.frontend.SilenceTest",
            "theTimeoutIsTwiceTheSlowestOfTheLast128DecidingReplies"),
    P33(
            "one manager's vote replaces",
            "sequencer",
            "marquee.sequencer.GroupAffairsTest",
            "aMajorityOfFreshVotesReplacesAndFewerDoNot"),
    P34(
            "a second proposal replaces the successor",
            "protocol",
            "marquee.protocol.replication.MembershipTest",
            "whatComesTooLateChangesNothing"),
    P35(
            "a replaced replica votes in views in which it did",
            "frontend",
            "marquee.frontend.ReportsTest",
            "whatComesOfAReplacedReplicaAfterwardsIsNoVoteEither"),
    P36(
            "a slot is filled at its own host only",
            "sequencer",
            "marquee.sequencer.GroupAffairsTest",
            "aSlotOfADeadHostMovesToAnotherAndHomeAgain"),
    P37(
            "whoever a majority wants to go goes",
            "protocol",
            "marquee.protocol.replication.MembershipTest",
            "aSuspectStaysWhileOnlyTwoOthersAreSoundAndOneOfThemMayLie"),
    P38(
            "a successor votes from its first moment on",
            "protocol",
            "marquee.protocol.replication.MembershipTest",
            "aReplacementVotesOnceItIsActivated"),
    P39(
            "the first state that is told of is fetched",
            "replicas/host",
            "marquee.replicas.host.transfer.JoiningTest",
            "aDonorWithAStateOfItsOwnIsNotBelievedThoughItTellsFirst"),
    P40(
            "a state is exported in the order in which it lies",
            "test-scenarios",
            "marquee.scenarios.state.CanonicalStateTest",
            "isTheSameBytesInAllImplementations"),
    P41(
            "a donor that has fallen silent is waited for",
            "replicas/host",
            "marquee.replicas.host.transfer.JoiningTest",
            "aDonorThatFallsSilentIsLeftForAnotherThatGoesOnWhereItWas"),
    P42(
            "a store goes on with what it finds on disk",
            "replicas/host",
            "marquee.replicas.host.process.StoreFolderTest",
            "isRidOfWhatAnyImplementationLeftInAnEarlierLife"),
    P43(
            "a manager starts whatever is assigned to it",
            "replica-manager",
            "marquee.manager.ReplicaManagerTest",
            "aManagerThatComesBackDoesNotStartWhatHasBegunButTellsThatItEnded"),
    P44(
            "all links have one key",
            "transport",
            "marquee.transport.KeyedLinksTest",
            "aLiarWithItsOwnKeysCannotSpeakForAnotherSlot"),
    P45(
            "a datagram that comes again is taken again",
            "transport",
            "marquee.transport.KeyedLinksTest",
            "recordedDatagramsHaveNoEffectWhenTheyComeAgain"),
    P46("the decoder trusts the lengths it reads", Check.BYTES),
    P47(
            "requests wait without a limit",
            "frontend",
            "marquee.frontend.FrontEndTest",
            "refusesCallsBeyondItsLimitAndTakesThemAgainAfterAnAnswer"),
    P48("a role shares its counts with other threads", Check.CLASSES),
    P49(
            "a replica goes on after an exception",
            "replicas/host",
            "marquee.replicas.host.ReplicaTest",
            "stopsForGoodWhenItsApplicationFails"),
    P50(
            "stamps follow the clock backwards",
            "sequencer",
            "marquee.sequencer.SequencerTest",
            "stampsNeverFallWhenTheClockIsSetBackP50"),
    P51(
            "a theatre carries out a question that comes again",
            "replicas/theatres",
            "marquee.replicas.theatres.TheatreServerTest",
            "answersALetterThatComesAgainFromMemory");

    /// The naive way, in words.
    final String naive;

    /// What finds it.
    final Check check;

    /// The folder of the module whose test finds it; empty unless a [Check#TEST] does.
    final String module;

    /// That test's class; empty unless there is one.
    final String test;

    /// The test in it that fails.
    final String method;

    /// A way to find a bug.
    enum Check {
        /// Simulated seeds, from 1 on.
        SEEDS("simulated seeds", 400),
        /// Random bytes into the decoders.
        BYTES("random datagrams", 1_000_000),
        /// The rules of the architecture, held against the patched classes.
        CLASSES("forbidden references", 1),
        /// A test, which passes without the bug, among those of its class.
        TEST("failing tests", 1);

        /// What is counted.
        final String unit;

        /// After how many of it the search is given up.
        final int most;

        Check(String unit, int most) {
            this.unit = unit;
            this.most = most;
        }
    }

    PlantedBug(String naive, Check check) {
        this(naive, check, "", "", "");
    }

    PlantedBug(String naive, String module, String test, String method) {
        this(naive, Check.TEST, module, test, method);
    }

    PlantedBug(String naive, Check check, String module, String test, String method) {
        this.naive = naive;
        this.check = check;
        this.module = module;
        this.test = test;
        this.method = method;
    }
}
