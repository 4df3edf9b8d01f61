package vedette.magics;

import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import vedette.kql.query.TimeRange;
import vedette.magics.SentinelNames.Kind;
import vedette.sentinel.management.Bookmark;
import vedette.sentinel.management.Classification;
import vedette.sentinel.management.Incident;
import vedette.sentinel.management.IncidentAlert;
import vedette.sentinel.management.IncidentChange;
import vedette.sentinel.management.IncidentComment;
import vedette.sentinel.management.IncidentEntity;
import vedette.sentinel.management.IncidentQuery;
import vedette.sentinel.management.IncidentStatus;
import vedette.sentinel.management.Incidents;
import vedette.sentinel.management.Listing;
import vedette.sentinel.management.Severity;

/** The commands of {@code %sentinel} that are about incidents. */
final class SentinelIncidentCommands {

    private static final String ID = "The incident's number or GUID.";
    private static final String INCIDENT = "INCIDENT";

    private SentinelIncidentCommands() {}

    static List<Object> all() {
        return List.of(
                new ListThem(), new Show(), new Create(), new Comment(), new Assign(), new Status(), new Close());
    }

    /** What all of them share. */
    private abstract static class OnIncidents implements SentinelCommand {

        @Mixin
        private SentinelPlace place = new SentinelPlace();

        Incidents incidents(SentinelCall call) {
            return call.sentinel(place).incidents();
        }

        /** Changes an incident as it is now, unless somebody is quicker. */
        Incident change(SentinelCall call, String id, IncidentChange change) {
            Incidents incidents = incidents(call);
            return incidents.update(call.context(), incidents.get(call.context(), id), change);
        }

        static String named(Incident incident) {
            return "incident " + incident.number() + " (" + incident.title() + ")";
        }
    }

    @Command(
            name = "incidents",
            description = "Lists incidents, the newest first; all of them unless options say less.")
    private static final class ListThem extends OnIncidents {

        @Option(names = "--since", paramLabel = "TIME", description = "Created within this time, for example 7d.")
        private @Nullable String since;

        @Option(names = "--status", description = "${COMPLETION-CANDIDATES}.")
        private @Nullable IncidentStatus status;

        @Option(names = "--severity", description = "${COMPLETION-CANDIDATES}.")
        private @Nullable Severity severity;

        @Option(names = "--title", paramLabel = "TEXT", description = "With this in the title, in any case.")
        private @Nullable String title;

        @Option(
                names = "--where",
                paramLabel = "ODATA",
                description = "A condition in OData, for example \"properties/owner/email eq 'a@b.c'\".")
        private List<String> conditions = List.of();

        @Option(names = "--top", paramLabel = "N", description = "The newest N.")
        private @Nullable Integer top;

        @Override
        public SentinelAnswer run(SentinelCall call) {
            Listing<Incident> found = incidents(call).list(call.context(), query(call));
            if (found.hasMore()) {
                call.say("these are the newest " + found.items().size() + "; there are more");
            }
            return SentinelAnswer.of(Incident.frame(
                    call.names().listed(Kind.INCIDENT, found.items(), incident -> String.valueOf(incident.number()))));
        }

        private IncidentQuery query(SentinelCall call) {
            IncidentQuery query = IncidentQuery.all();
            if (since != null) {
                query = query.createdSince(call.now().minus(TimeRange.parseDuration(since)));
            }
            if (status != null) {
                query = query.status(status);
            }
            if (severity != null) {
                query = query.severity(severity);
            }
            if (title != null) {
                query = query.titleContains(title);
            }
            for (String condition : conditions) {
                query = query.where(condition);
            }
            return top == null ? query : query.limit(top);
        }
    }

    /** What belongs to an incident; the names are what users type. */
    private enum Part {
        alerts,
        entities,
        comments,
        bookmarks
    }

    @Command(name = "incident", description = "Shows an incident, or what belongs to it.")
    private static final class Show extends OnIncidents {

        @Parameters(index = "0", paramLabel = INCIDENT, description = ID)
        private String id = "";

        @Parameters(index = "1", arity = "0..1", paramLabel = "PART", description = "${COMPLETION-CANDIDATES}.")
        private @Nullable Part part;

        @Override
        public SentinelAnswer run(SentinelCall call) {
            Incidents incidents = incidents(call);
            Incident incident = incidents.get(call.context(), id);
            if (part == null) {
                return SentinelAnswer.of(Incident.frame(List.of(incident)));
            }
            return SentinelAnswer.of(
                    switch (part) {
                        case alerts -> IncidentAlert.frame(incidents.alerts(call.context(), incident));
                        case entities -> IncidentEntity.frame(incidents.entities(call.context(), incident));
                        case comments -> IncidentComment.frame(incidents.comments(call.context(), incident));
                        case bookmarks -> Bookmark.frame(incidents.bookmarks(call.context(), incident));
                    });
        }
    }

    @Command(name = "open", description = "Makes a new incident.")
    private static final class Create extends OnIncidents {

        @Parameters(index = "0", paramLabel = "TITLE", description = "Its title, in quotes.")
        private String title = "";

        @Option(names = "--severity", description = "${COMPLETION-CANDIDATES}; medium unless told otherwise.")
        private Severity severity = Severity.MEDIUM;

        @Option(names = "--description", paramLabel = "TEXT", description = "What it is about.")
        private String description = "";

        @Option(names = "--label", paramLabel = "TEXT", description = "A label; may be given several times.")
        private List<String> labels = List.of();

        @Override
        public SentinelAnswer run(SentinelCall call) {
            Incident made = incidents(call)
                    .create(
                            call.context(),
                            title,
                            severity,
                            IncidentChange.none().description(description).labels(labels));
            call.names().made(Kind.INCIDENT, String.valueOf(made.number()));
            return call.done("opened " + named(made));
        }
    }

    @Command(name = "comment", description = "Adds a comment to an incident.")
    private static final class Comment extends OnIncidents {

        @Parameters(index = "0", paramLabel = INCIDENT, description = ID)
        private String id = "";

        @Parameters(index = "1", paramLabel = "TEXT", description = "The comment, in quotes.")
        private String text = "";

        @Override
        public SentinelAnswer run(SentinelCall call) {
            Incidents incidents = incidents(call);
            Incident incident = incidents.get(call.context(), id);
            incidents.comment(call.context(), incident, text);
            return call.done("commented on " + named(incident));
        }
    }

    @Command(name = "assign", description = "Gives an incident to somebody.")
    private static final class Assign extends OnIncidents {

        @Parameters(index = "0", paramLabel = INCIDENT, description = ID)
        private String id = "";

        @Parameters(
                index = "1",
                arity = "0..1",
                paramLabel = "OWNER",
                description = "A user principal name or an object id; nobody without it.")
        private @Nullable String owner;

        @Override
        public SentinelAnswer run(SentinelCall call) {
            IncidentChange none = IncidentChange.none();
            Incident changed = change(call, id, owner == null ? none.unassign() : none.assignTo(owner));
            return call.done("assigned " + named(changed) + " to " + (owner == null ? "nobody" : changed.owner()));
        }
    }

    @Command(name = "status", description = "Says that an incident is new or worked on; close ends it.")
    private static final class Status extends OnIncidents {

        @Parameters(index = "0", paramLabel = INCIDENT, description = ID)
        private String id = "";

        @Parameters(index = "1", paramLabel = "STATUS", description = "new or active.")
        private IncidentStatus status = IncidentStatus.ACTIVE;

        @Override
        public SentinelAnswer run(SentinelCall call) {
            Incident changed = change(call, id, IncidentChange.none().status(status));
            return call.done(named(changed) + " is " + changed.status() + " now");
        }
    }

    @Command(name = "close", description = "Closes an incident.")
    private static final class Close extends OnIncidents {

        @Parameters(index = "0", paramLabel = INCIDENT, description = ID)
        private String id = "";

        @Option(
                names = "--classification",
                required = true,
                description =
                        "As what: true-positive, benign-positive, false-positive, false-positive-data or undetermined.")
        private Classification classification = Classification.UNDETERMINED;

        @Option(names = "--comment", paramLabel = "TEXT", description = "Why.")
        private String comment = "";

        @Override
        public SentinelAnswer run(SentinelCall call) {
            Incident changed = change(call, id, IncidentChange.none().close(classification, comment));
            return call.done("closed " + named(changed) + " as "
                    + changed.closing().classification()
                    + (changed.closing().reason().isEmpty()
                            ? ""
                            : ", " + changed.closing().reason()));
        }
    }
}
