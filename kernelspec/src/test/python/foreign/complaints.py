"""The complaints of users of Kqlmagic and its relatives that this project answers for, and where each is tested.

`ours` names tests in Java, as Class.method, and text cases by their files. Each complaint that can be shown in the tool
that has it is also marked on a test in `test_complaints.py`; `unshown` says why another one cannot, or why that would
show nothing. `test_each_complaint_is_tested` holds this table to its word.
"""

from dataclasses import dataclass

SIGNING_IN = (
    "Kqlmagic asks login.microsoftonline.com for its configuration before it tries any way of signing in, even the token"
    " that it was given; no address in its connection string changes that"
)


@dataclass(frozen=True)
class Complaint:
    id: str
    what: str
    ours: tuple
    unshown: str = ""


def complaint(identity, what, *ours, unshown=""):
    return Complaint(identity, what, ours, unshown)


COMPLAINTS = [
    complaint("T01", "rows are missing, without a word",
              "AnswersTest.partialErrorAfterTheTablesIsNeverOverlooked",
              "CloudCellsTest.missingRowsAreMarkedInRedOrAreAFailure"),
    complaint("T02", "the reason for missing rows is not told",
              "AnswersTest.rowLimitIsNamed", "ErrorsTest.innermostTextIsAlwaysShown"),
    complaint("T03", "missing rows cannot be made a failure everywhere",
              "CloudCellsTest.missingRowsAreMarkedInRedOrAreAFailure"),
    complaint("T04", "too large an answer fails without advice", "ErrorsTest.tooLargeAnswerSaysWhatToDo"),
    complaint("T05", "a query's error does not say where",
              "ErrorsTest.syntaxErrorStandsUnderItsToken", "CloudCellsTest.failuresOfTheServiceStandUnderTheQuery"),
    complaint("T06", "a cell whose query fails succeeds", "CloudCellsTest.failuresOfTheServiceStandUnderTheQuery"),
    complaint("T07", "the old rows pass for those of a query that failed",
              "KqlMagicTest.keepWhatWasThere", "KqlSurfaceTest.saySoOfVariablesThatKeepTheirValues"),
    complaint("T08", "the code to sign in with hides behind a button",
              "SignInTest.seeTheCodeBeforeAnythingWaits", "SignInTest.byDeviceCode", unshown=SIGNING_IN),
    complaint("T09", "signing in again and again; ways that fail are passed over in silence",
              "ChainTest.triesEverythingAndSaysWhyItFailed", "ChainTest.connectionsOfOnePersonShareASignIn",
              unshown=SIGNING_IN),
    complaint("T10", "a managed identity whose expiry is a text crashes",
              "SignInTest.onAComputeInstance", "ProcessTest.appServiceIsPartOfTheUsualChain", unshown=SIGNING_IN),
    complaint("T11", "a token that ends breaks the session",
              "RequestsTest.refusedTokenIsReplacedOnceWithoutAWord", "RequestsTest.refusedTokensNeverLoop",
              "SignInTest.areRenewedSilentlyBeforeTheTokenEnds", "EndToEndTest.queryOutlivesItsToken",
              unshown=SIGNING_IN),
    complaint("T12", "secrets stand in the output",
              "ConnectionStringTest.inTheTextAreRefusedAndNotRepeated", "CanaryTest.whoSignIn",
              "CloudCellsTest.secretsAreNeverShown"),
    complaint("T13", "Kusto's connection strings are not understood",
              "ConnectionStringTest.kustosOwn", "ConnectionStringTest.areNamed"),
    complaint("T14", "a network without a way out gives no hint",
              "RequestsTest.unknownHost", "ProxiesTest.requestsGoThroughTheProxyAndItsFailureNamesIt"),
    complaint("T15", "a timespan of days is wrong", "ExactTypesTest.timespansKeepEveryTick"),
    complaint("T16", "timespans are text", "ExactTypesTest.timespansKeepEveryTick"),
    complaint("T17", "whole numbers beside a null change their value",
              "ExactTypesTest.longsNeverGoThroughDoubleAndNullsStayNull"),
    complaint("T18", "what is no number is text, or nothing",
              "ExactTypesTest.realsArriveAsWholeNumbersOrStringsAndKeepTheirNaN"),
    complaint("T19", "decimals lose digits", "ExactTypesTest.decimalsKeepAllDigits"),
    complaint("T20", "times of later centuries vanish", "ExactTypesTest.datetimesKeepEveryTickInEveryYear"),
    complaint("T21", "the last digit of a time is lost", "ExactTypesTest.datetimesKeepEveryTickInEveryYear"),
    complaint("T22", "times are read in the machine's zone", "ExactTypesTest.datetimesAreUtcInEveryZoneOfTheMachine",
              unshown="it was Microsoft's client for Java, which is none of these clients; Kqlmagic has UTC"),
    complaint("T23", "older names of types are not known",
              "ExactTypesTest.olderNamesOfTypesAreKnown", "ExactTypesTest.unknownTypesAreTextWithAWarning"),
    complaint("T24", "dynamic values are of many types", "ExactTypesTest.dynamicsAreJsonWhateverFormTheyCameIn"),
    complaint("T25", "of two columns of one name one is left",
              "AnswersTest.namesThatRepeatOrDifferInCaseAreKeptAndNumbered"),
    complaint("T26", "names with blanks break queries",
              "AnswersTest.namesThatRepeatOrDifferInCaseAreKeptAndNumbered", "KqlSurfaceTest.areTablesAsWell"),
    complaint("T27", "answers without a body crash",
              "AnswersTest.zeroRowsKeepTheirSchema", "AnswersTest.zeroColumns",
              "AnswersTest.noContentIsAnEmptyFrameWithAWarning"),
    complaint("T28", "quotes in values break queries, or become queries",
              "KqlSurfaceTest.keepTenThousandHostileValues", "HostileValuesTest.areThemselvesAgain"),
    complaint("T29", "variables need a statement of their own",
              "KqlMagicTest.areValuesWhateverTheyHold", "KqlCompletionTest.javaVariablesInBraces"),
    complaint("T30", "dates, durations, tables and braces become something else",
              "KqlSurfaceTest.areBorrowedByLetButNeverForATable",
              "KqlSurfaceTest.leaveStringsCommentsDynamicAndBodiesAlone"),
    complaint("T31", "an empty line cuts a query", "KqlSurfaceTest.mayBeOneWithAnEmptyLine", "cells.case"),
    complaint("T32", "white space decides what a cell is", "cells.case"),
    complaint("T33", "slashes in strings are taken for comments",
              "KqlSurfaceTest.leaveStringsCommentsDynamicAndBodiesAlone", "cells.case"),
    complaint("T34", "an assignment needs blanks around it", "cells.case"),
    complaint("T35", "pictures are not stacked where the query says so", "KqlMagicTest.areDrawnWhereRenderSaysSo"),
    complaint("T36", "an option takes a value that it does not know",
              "KqlSurfaceTest.thatDoNotExistAreFailuresUnderTheirPlace"),
    complaint("T37", "nothing is completed",
              "KqlCompletionTest.columnsBehindAParameter", "KqlCompletionTest.inspectionTellsWhatAWordMeans"),
    complaint("T38", "stopping a cell does not stop its query",
              "StoppingTest.whileTheServiceWorks", "CloudCellsTest.anInterruptEndsTheCellAndTheQuery",
              unshown="it was .NET Interactive and an editor's extension, which are none of these clients; Kqlmagic's"
                      " cell ends with the interrupt of Python"),
    complaint("T39", "a service that is too busy is an error at once",
              "RequestsTest.throttledQueryWaitsAsToldAndSaysSo", "FanOutConnectionTest.oneServiceIsAskedFiveThingsAtATime"),
    complaint("T40", "a query ends after three minutes, and nothing says that it may have ten",
              "RequestsTest.rangeAndWorkspacesAndTimeout",
              "RequestsTest.timeoutIsCutToTheServicesOwnLimitWithAWarning"),
    complaint("T41", "one workspace of several that fails takes all, without its name",
              "FanOutConnectionTest.failureIsNamedByItsWorkspace", "CloudCellsTest.severalConnectionsAreAskedSideBySide"),
    complaint("T42", "Basic and Auxiliary tables cannot be read",
              "RequestsTest.basicTierGoesToSearchWithItsRangeOutsideTheBody", "ErrorsTest.basicTableOffersTheSearchApi"),
    complaint("T43", "ten minutes are ten months, and two ranges meet in silence",
              "KqlSurfaceTest.ofTheQueryAndOfTheOptionMeetAndSaySo", "KqlSurfaceTest.thatIsNoneIsAFailure"),
    complaint("T44", "a stretch of time that fails is missing from the whole",
              "SplitConnectionTest.rowsOnBoundariesComeExactlyOnceInOrder",
              "SplitConnectionTest.chunkThatFailsFailsTheWholeAndIsNamed",
              "SplitConnectionTest.chunkThatFailsMarksTheWholeWhereThatWasAsked"),
    complaint("T45", "threads take each other's results", "KqlSurfaceTest.queriesRunSideBySide"),
    complaint("T46", "showing no rows shows all", "KqlSurfaceTest.limitWhatIsShownAndKept"),
    complaint("T47", "what was sent is not told", "KqlSurfaceTest.showWhatWouldBeSent"),
    complaint("T48", "different requests share one recording", "KqlSurfaceTest.answerWithoutAskingAndLookTheSame"),
    complaint("T49", "what must stand first does not, and commands fail with a syntax error",
              "RequestsTest.commandsAreRefused"),
    complaint("T50", "notebooks have no home for Log Analytics", "CloudCellsTest.aConnectionStringConnectsAndMakesCurrent",
              unshown="it is a wish for such a tool, not a fault of one"),
]
