package vedette.examples;

import static vedette.examples.Workday.about;
import static vedette.examples.Workday.pick;

import java.time.Instant;
import java.util.random.RandomGenerator.SplittableGenerator;
import vedette.examples.Company.Person;

/** Sign-ins to the cloud and what people do there. */
final class CloudNoise implements Runnable {

    static final String EDGE = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) "
            + "Chrome/139.0.0.0 Safari/537.36 Edg/139.0.0.0";

    private static final String[] APPS = {
        "Office 365 Exchange Online", "Microsoft Teams", "Office 365 SharePoint Online", "OfficeHome", "Waybill Online"
    };
    private static final String[] FILES = {
        "Rates 2026.xlsx",
        "Customs list.xlsx",
        "Roster week 45.xlsx",
        "Budget Q4.xlsx",
        "Onboarding.pptx",
        "Contracts.docx"
    };
    private static final String[] OPERATIONS = {
        "FileAccessed", "FileAccessed", "FileModified", "FileDownloaded", "FileUploaded", "FilePreviewed"
    };

    private final Company company;
    private final LogTables tables;
    private final SplittableGenerator random;

    CloudNoise(Company company, LogTables tables, SplittableGenerator random) {
        this.company = company;
        this.tables = tables;
        this.random = random;
    }

    /** One sign-in, interactive. {@code resultType} is 0 for success, else the directory's error number. */
    record SignIn(Instant time, Person person, String app, String ip, Place place, String agent, String resultType) {}

    /** Where an address is, as the directory believes. */
    record Place(String country, String city, double latitude, double longitude) {
        static final Place OFFICE = new Place("DK", "Esbjerg", 55.47, 8.45);
        static final Place ABROAD = new Place("MD", "Chisinau", 47.01, 28.86);
        static final Place TRAVEL = new Place("DE", "Hamburg", 53.55, 9.99);
    }

    @Override
    public void run() {
        for (int day = 0; day < company.days().size(); day++) {
            for (Person person : company.people()) {
                Workday workday = Workday.of(company.midnight(day), random);
                boolean travels = person.department() == Company.Department.SALES && random.nextInt(7) == 0;
                signIns(person, workday, travels);
                files(person, workday);
                mail(person, workday);
            }
        }
    }

    private void signIns(Person person, Workday workday, boolean travels) {
        boolean home = random.nextInt(4) == 0;
        String ip = travels ? "198.51.100.9" : home ? person.homeIp() : Company.OFFICE_IP;
        Place place = travels ? Place.TRAVEL : Place.OFFICE;
        for (int i = about(26, random); i > 0; i--) {
            Instant time = workday.moment();
            if (random.nextInt(28) == 0) {
                String mistake = random.nextBoolean() ? "50126" : random.nextBoolean() ? "50074" : "50140";
                signIn(tables, new SignIn(time.minusSeconds(9), person, pick(APPS, random), ip, place, EDGE, mistake));
            }
            signIn(tables, new SignIn(time, person, pick(APPS, random), ip, place, EDGE, "0"));
        }
    }

    private void files(Person person, Workday workday) {
        for (int i = about(44, random); i > 0; i--) {
            String operation = pick(OPERATIONS, random);
            file(tables, workday.moment(), person, Company.OFFICE_IP, operation, pick(FILES, random));
        }
    }

    private void mail(Person person, Workday workday) {
        for (int i = about(22, random); i > 0; i--) {
            mailbox(
                    tables,
                    workday.moment(),
                    person,
                    Company.OFFICE_IP,
                    random.nextInt(5) == 0 ? "Send" : "MailItemsAccessed");
        }
        if (random.nextInt(60) == 0) {
            mailbox(tables, workday.moment(), person, Company.OFFICE_IP, "New-InboxRule")
                    .set(
                            "Parameters",
                            "[{\"Name\":\"Name\",\"Value\":\"Newsletters\"},"
                                    + "{\"Name\":\"MoveToFolder\",\"Value\":\"News\"}]");
        }
    }

    static void signIn(LogTables tables, SignIn signIn) {
        boolean success = signIn.resultType().equals("0");
        Place place = signIn.place();
        boolean mfa = success && !place.equals(Place.ABROAD);
        tables.row("SigninLogs", signIn.time())
                .set("UserPrincipalName", signIn.person().upn())
                .set("UserDisplayName", signIn.person().displayName())
                .set("UserId", signIn.person().id())
                .set("AppDisplayName", signIn.app())
                .set("ClientAppUsed", mfa || !success ? "Browser" : "Authenticated SMTP")
                .set("IPAddress", signIn.ip())
                .set("Location", place.country())
                .set(
                        "LocationDetails",
                        ("{\"city\":\"%s\",\"countryOrRegion\":\"%s\","
                                        + "\"geoCoordinates\":{\"latitude\":%s,\"longitude\":%s}}")
                                .formatted(place.city(), place.country(), place.latitude(), place.longitude()))
                .set(
                        "DeviceDetail",
                        "{\"operatingSystem\":\"Windows10\",\"browser\":\"Edge 139.0\",\"displayName\":\"%s\"}"
                                .formatted(
                                        place.equals(Place.ABROAD)
                                                ? ""
                                                : signIn.person().workstation().name()))
                .set(
                        "Status",
                        success
                                ? "{\"errorCode\":0}"
                                : "{\"errorCode\":" + signIn.resultType() + ",\"failureReason\":\""
                                        + reason(signIn.resultType()) + "\"}")
                .set("UserAgent", signIn.agent())
                .set("ResultType", signIn.resultType())
                .set("ResultDescription", success ? "" : reason(signIn.resultType()))
                .set("ConditionalAccessStatus", success ? "success" : "notApplied")
                .set("AuthenticationRequirement", mfa ? "multiFactorAuthentication" : "singleFactorAuthentication")
                .set("IsInteractive", true)
                .set("RiskLevelDuringSignIn", "none")
                .set(
                        "CorrelationId",
                        ProcessLog.id(signIn.time() + signIn.person().account() + signIn.app()));
    }

    private static String reason(String resultType) {
        return switch (resultType) {
            case "50126" -> "Invalid username or password.";
            case "50053" -> "Account is locked because of too many attempts.";
            case "50074" -> "Strong authentication is required.";
            default -> "Interrupt: the user was asked whether to stay signed in.";
        };
    }

    static LogTable.Row file(LogTables tables, Instant time, Person person, String ip, String operation, String file) {
        String site = "https://hafnia-freight.example/sites/" + person.department();
        return office(tables, time, person, ip, operation)
                .set("RecordType", "SharePointFileOperation")
                .set("OfficeWorkload", "SharePoint")
                .set("SourceFileName", file)
                .set("Site_Url", site)
                .set("OfficeObjectId", site + "/Shared Documents/" + file);
    }

    static LogTable.Row mailbox(LogTables tables, Instant time, Person person, String ip, String operation) {
        return office(tables, time, person, ip, operation)
                .set("RecordType", operation.equals("New-InboxRule") ? "ExchangeAdmin" : "ExchangeItem")
                .set("OfficeWorkload", "Exchange")
                .set("MailboxOwnerUPN", person.upn());
    }

    private static LogTable.Row office(LogTables tables, Instant time, Person person, String ip, String operation) {
        return tables.row("OfficeActivity", time)
                .set("Operation", operation)
                .set("UserId", person.upn())
                .set("UserType", "Regular")
                .set("ClientIP", ip)
                .set("UserAgent", EDGE)
                .set("ResultStatus", "Succeeded");
    }
}
